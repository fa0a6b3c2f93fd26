const SAMPLES = 800;
const RATE = 8000;
/** Four letters as a WAV file holds them: the first in the lowest byte. */
const name = (letters) => [...letters].reduceRight((word, letter) => word * 256 + letter.charCodeAt(0), 0);

/** A tenth of a second of nothing as a WAV file: PCM (1), one channel, 8 bits, whose middle is 128. */
export function silence() {
  const header = [
    name('RIFF'), 36 + SAMPLES, name('WAVE'),
    name('fmt '), 16, 1 + (1 << 16), RATE, RATE, 1 + (8 << 16),
    name('data'), SAMPLES,
  ];
  return new Blob([new Uint32Array(header), new Uint8Array(SAMPLES).fill(128)], { type: 'audio/wav' });
}
