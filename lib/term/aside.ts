/** What is shown while a question is open. */

/**
 * Called when a question is shown, with what shows a text above it. That returns whether it has: not
 * while the cursor is below the first row of a long answer, and not after the answer.
 */
export type Aside = (show: (text: string) => boolean) => void;
