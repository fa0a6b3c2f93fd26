/**
 * The one script a page includes:
 *
 *   <script type="module" src="https://speech.example/click-to-listen.js"></script>
 *
 * The server writes the version into this file as it serves it, so this file
 * may be uncached and tiny while everything it imports is immutable.
 * Including it twice, late, or beside a bundled copy is harmless.
 */
const element = new URL('./widget/__VERSION__/element.js', import.meta.url);

import(element).then(({ define, placeInPage }) => {
  define();
  placeInPage();
});
