import { secondsInDay } from 'date-fns/constants';
import type { BookingLine } from '../extf/booking-line';
import { readDay } from '../kernel/day';
import { plusSeconds } from '../kernel/instant';
import { atPlace, partnersOf, placeOf } from '../mapping/image-place';
import type { PackageLine } from '../mapping/package-line';
import { daysOf, type Period, periodOf } from '../pipelines/period';
import type { PeriodUnit } from '../pipelines/pipeline';
import type { StoredFile } from '../submissions/stored-file';

/** An image that a person handed in and that DATEV took. `name`: that of its file, without the ending. */
export type GivenImage = { readonly name: string; readonly guid: string; readonly file: StoredFile };

/** What people handed in, the newest first, and what other runs took of it for whose invoices (`linkOf`). */
export type Given = { readonly images: readonly GivenImage[]; readonly linked: readonly string[] };

export const NOTHING_GIVEN: Given = { images: [], linked: [] };

/**
 * Images by what they belong to: a number, or number and personal account (`placeOf`). Under a number that invoices of
 * several business partners have stand those of which nobody knows whose they are.
 */
export type Matched = ReadonlyMap<string, readonly GivenImage[]>;

/** How lines tell their business partner, and how a hash is made. */
type About = {
  readonly partnerOf: (line: BookingLine) => number | undefined;
  readonly hash: (text: string) => string;
};

/** An invoice comes with its date or after it; of what was handed in longer before a period, nothing belongs to it. */
const EARLIER_SECONDS = 31 * secondsInDay;

/** Whether an image may belong to rows of the period, by when it was handed in. */
export function isInTime({ at }: Pick<StoredFile, 'at'>, period: Period): boolean {
  return at >= plusSeconds(`${daysOf(period).first}T00:00:00.000Z`, -EARLIER_SECONDS);
}

/** The last day of the last period whose run may want an image that was handed in then. */
export function lastDayFor({ at }: Pick<StoredFile, 'at'>, unit: PeriodUnit): string | undefined {
  const day = readDay(plusSeconds(at, EARLIER_SECONDS).slice(0, 10), 'iso');
  return day === undefined ? undefined : daysOf(periodOf(day, unit)).last;
}

/** Which images belong to which invoices. What another run took for another partner's belongs to none of these. */
export function matchImages(lines: readonly PackageLine[], given: Given, about: About): Matched {
  const partners = partnersOf(lines, about.partnerOf);
  const found = new Map<string, GivenImage[]>();
  const put = (place: string, image: GivenImage) => found.set(place, [...(found.get(place) ?? []), image]);
  const unnamed: GivenImage[] = [];
  for (const image of given.images) {
    const place = namedPlace(image, partners);
    if (partners.has(image.name)) unnamed.push(image);
    else if (place !== undefined) put(place, image);
  }
  const among = { named: new Set(found.keys()), ...takenIn(given), about };
  for (const image of unnamed) {
    const all = [...(partners.get(image.name) ?? [])];
    const place = whoseIs(image, { ...among, all });
    if (place !== undefined) put(place, image);
  }
  return found;
}

/** The place of an image whose name says the account of a partner, however many zeros stand before it. */
function namedPlace(
  { name }: GivenImage,
  partners: ReadonlyMap<string, ReadonlySet<number>>,
): string | undefined {
  const cut = name.lastIndexOf('_');
  const [number, account] = [name.slice(0, Math.max(0, cut)), name.slice(cut + 1)];
  const isPartner = /^\d+$/.test(account) && partners.get(number)?.has(Number(account)) === true;
  return isPartner ? placeOf(number, Number(account)) : undefined;
}

type Among = {
  readonly all: readonly number[];
  /** Places for which an image names the partner. */
  readonly named: ReadonlySet<string>;
  /** What other runs took, and the stems of its images. */
  readonly links: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly about: About;
};

function takenIn({ linked }: Given): Pick<Among, 'links' | 'stems'> {
  return { links: new Set(linked), stems: new Set(linked.map((link) => link.slice(0, STEM))) };
}

/** The place of an image that is called like a number only; undefined: it is another partner's. */
function whoseIs(image: GivenImage, { all, named, links, stems, about }: Among): string | undefined {
  const { name, guid } = image;
  const taker = all.find((partner) => links.has(linkOf(guid, partner, about.hash)));
  if (taker !== undefined) return placeOf(name, taker);
  if (all.length > 0 && stems.has(stemOf(guid))) return undefined;
  const open = all.filter((partner) => !named.has(placeOf(name, partner)));
  return all.length > 1 && open.length === 1 ? placeOf(name, open[0]) : name;
}

/** That an image was taken for an invoice of a partner, without the account's number in readable form. */
function linkOf(guid: string, partner: number, hash: About['hash']): string {
  return `${stemOf(guid)}${hash(`${guid}|${partner}`).slice(0, 8)}`;
}

/** So many hexadecimal digits of a GUID tell the images of a Mandant apart. */
const STEM = 12;

function stemOf(guid: string): string {
  return guid.replaceAll('-', '').slice(0, STEM);
}

/** What the lines take, so that later runs do not take it for somebody else's. */
export function linksOf(lines: readonly PackageLine[], matched: Matched, about: About): readonly string[] {
  const links = new Set<string>();
  for (const { line } of lines) {
    const partner = about.partnerOf(line);
    if (line.belegfeld1 === undefined || partner === undefined) continue;
    for (const { guid } of atPlace(matched, line.belegfeld1, partner))
      links.add(linkOf(guid, partner, about.hash));
  }
  return [...links].sort();
}
