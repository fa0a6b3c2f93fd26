/**
 * Puts `<click-to-listen>` where pages made for ReadSpeaker, GSpeech or BeyondWords have their
 * players, and leaves the places of a service whose own script is still in the page alone.
 * `placeInPage` calls it by itself.
 */
export function migrate(): Promise<void>;
