/** Where in a window an element can be clicked or tapped. */

/** A point in a window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** The middle of an element, or why it cannot be clicked. */
export type Middle = { point: Point } | { reason: string };

/**
 * An expression that scrolls an element into view, and returns its `Middle`. A person could not
 * click an element that has no size, moves, or is covered by another one.
 */
export function middleExpression(selector: string): string {
  return `(async () => {
    const element = document.querySelector(${JSON.stringify(selector)});
    if (element === null) return { reason: "is not in the page" };
    element.scrollIntoViewIfNeeded();
    const before = element.getBoundingClientRect();
    await new Promise(requestAnimationFrame);
    const { x, y, width, height } = element.getBoundingClientRect();
    if (x !== before.x || y !== before.y) return { reason: "moves" };
    if (width === 0 || height === 0) return { reason: "has no size" };
    const point = { x: x + width / 2, y: y + height / 2 };
    const top = document.elementFromPoint(point.x, point.y);
    if (element.contains(top)) return { point };
    return { reason: "is covered by " + top?.cloneNode().outerHTML };
  })()`;
}
