/** The text of a file that is UTF-8, or else Windows-1252 as German programs export it; a mark at the beginning is dropped. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
