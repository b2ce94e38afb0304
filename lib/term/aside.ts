/** What is shown while a question is open. */

/**
 * Called when a question is shown, with what shows a text above it. While an answer is longer than a
 * row, and after the answer, that shows nothing.
 */
export type Aside = (show: (text: string) => void) => void;
