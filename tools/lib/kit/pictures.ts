import { LANGS, type Lang, type Listing } from './listing';

export type Size = { readonly width: number; readonly height: number };
/** What Atlassian asks for, in pixels. */
export const SIZES = {
  logo: { width: 144, height: 144 },
  banner: { width: 1120, height: 548 },
  highlight: { width: 1840, height: 900 },
  crop: { width: 580, height: 330 },
} as const satisfies Readonly<Record<string, Size>>;

export const highlightFile = (lang: Lang, picture: string): string => `${lang}/${picture}.png`;
export const cropFile = (lang: Lang, picture: string): string => `${lang}/${picture}-crop.png`;

/** Every picture that the listing needs, below `marketplace/pictures`, with its size. */
export function wantedPictures(listing: Listing): ReadonlyMap<string, Size> {
  const ofHighlights = LANGS.flatMap((lang) =>
    listing[lang].highlights.flatMap(({ picture }): [string, Size][] => [
      [highlightFile(lang, picture), SIZES.highlight],
      [cropFile(lang, picture), SIZES.crop],
    ]),
  );
  return new Map<string, Size>([['logo.png', SIZES.logo], ['banner.png', SIZES.banner], ...ofHighlights]);
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height as the header of a PNG says them (its first chunk, IHDR); nothing of what is no PNG. */
export function pngSize(bytes: Uint8Array): Size | undefined {
  const isPng = bytes.length >= 24 && SIGNATURE.every((byte, at) => bytes[at] === byte);
  if (!isPng || Buffer.from(bytes.subarray(12, 16)).toString('latin1') !== 'IHDR') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** What is missing, has another size, or is needed by nothing. */
export function pictureFaults(
  wanted: ReadonlyMap<string, Size>,
  there: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const needed = [...wanted].flatMap(([name, size]) => {
    const bytes = there.get(name);
    if (bytes === undefined) return [`pictures/${name} is missing`];
    const found = pngSize(bytes);
    if (found === undefined) return [`pictures/${name} is no PNG`];
    if (found.width === size.width && found.height === size.height) return [];
    return [`pictures/${name} is ${found.width}×${found.height}, not ${size.width}×${size.height}`];
  });
  const needless = [...there.keys()].filter((name) => !wanted.has(name));
  return [...needed, ...needless.map((name) => `pictures/${name} is needed by nothing`)];
}
