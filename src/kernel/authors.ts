/** Who wrote what of something that counts its versions: by account id the newest version that is theirs. */
export type Authors = Readonly<Record<string, number>>;

/** With somebody who wrote a version, or who confirmed it. */
export function withAuthor(authors: Authors, by: string, version: number): Authors {
  return by === '' ? authors : { ...authors, [by]: Math.max(version, authors[by] ?? 0) };
}

/** Everybody who wrote a version after this one; 0: everybody. */
export function authorsAfter(authors: Authors, version: number): readonly string[] {
  return Object.entries(authors).flatMap(([by, newest]) => (newest > version ? [by] : []));
}
