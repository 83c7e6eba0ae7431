/** A JPEG of one grey pixel. */
const PIXEL = Buffer.from(
  '/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
);

/** A real, small JPEG with the lines as its comment: the same lines give the same bytes, others give others. */
export function jpgOf(lines: readonly string[]): Uint8Array {
  const comment = Buffer.from(lines.join('\n'), 'utf8').subarray(0, 60_000);
  const head = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 0xff]);
  return Buffer.concat([PIXEL.subarray(0, 2), head, comment, PIXEL.subarray(2)]);
}
