import { deflateRawSync } from 'node:zlib';
import { archive, type Entry } from './archives';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** A hostile input: an archive, and what kind it is. */
export type Hostile = { readonly what: string; readonly bytes: Uint8Array };
type Roll = (below: number) => number;

const utf8 = (text: string) => new TextEncoder().encode(text);
const times = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join('');

const DOCUMENT = (body: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><archive xmlns="http://xml.datev.de/bedi/tps/document/v06.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="6.0"${head}><header><date>2024-02-06T10:00:00</date></header><content>${body}</content></archive>`;
const LEDGER = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><LedgerImport xmlns="http://xml.datev.de/bedi/tps/ledger/v060" version="6.0" generator_info="x" xml_data="Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug"><consolidate consolidatedAmount="1.00" consolidatedDate="2024-02-05" consolidatedInvoiceId="1" consolidatedCurrencyCode="EUR">${body}</consolidate></LedgerImport>`;
const ROW =
  '<accountsPayableLedger><date>2024-02-05</date><amount>1.00</amount><accountNo>3400</accountNo><currencyCode>EUR</currencyCode><invoiceId>1</invoiceId></accountsPayableLedger>';
const NAMING = (name: string) =>
  `<document><extension xsi:type="accountsPayableLedger" datafile="${name}"><property value="2024-02" key="1"/><property value="E" key="3"/></extension></document>`;

/** XML that repeats something without end; `size` characters of it, about. */
const STORMS: Readonly<Record<string, (size: number, roll: Roll) => string>> = {
  prefixes: (size, roll) =>
    `<a ${times(Math.min(size / 20, 1 + roll(9000)), (n) => `xmlns:p${n}="u" `)}>${times(size / 20, (n) => `<b xmlns:q${n % 7}="u"/>`)}</a>`,
  depth: (size) => `${'<a>'.repeat(size / 8)}${'</a>'.repeat(size / 8)}`,
  'deep prefixes': (size) => `${times(size / 24, (n) => `<a xmlns:p${n}="u">`)}`,
  attributes: (size) => `<a ${times(size / 12, (n) => `a${n}="" `)}/>`,
  'long names': (size) => `<a><${'n'.repeat(size / 2)}/></a>`,
  elements: (size) => `<a>${'<b/>'.repeat(size / 4)}</a>`,
  comments: (size) => `<a>${'x<!---->'.repeat(size / 8)}</a>`,
  cdata: (size) => `<a>${'<![CDATA[]]>'.repeat(size / 12)}</a>`,
  references: (size) => `<a>${'&#65;'.repeat(size / 5)}</a>`,
  ampersands: (size) => `<a b="${'&amp;'.repeat(size / 5)}"/>`,
  entities: (size) =>
    `<!DOCTYPE a [${times(size / 40, (n) => `<!ENTITY e${n} "&e${n - 1};&e${n - 1};">`)}]><a>&e9;</a>`,
  instruction: (size) => `<a><?x ${'y'.repeat(size)}?></a>`,
  'one comment': (size) => `<a><!--${'- '.repeat(size / 2)}--></a>`,
  blanks: (size) => `<a${' '.repeat(size)}/>`,
  quotes: (size) => `<a b="${'x'.repeat(size)}`,
  'open tags': (size) => '<'.repeat(size),
  'unknown rows': (size) => LEDGER('<b/>'.repeat(size / 4)),
  'many rows': (size) => LEDGER(ROW.repeat(size / ROW.length)),
  digits: (size) => LEDGER(ROW.replace('1.00', '9'.repeat(size))),
  iban: (size) => LEDGER(ROW.replace('</invoiceId>', `</invoiceId><iban>DE${'1'.repeat(size)}</iban>`)),
  text: (size) =>
    LEDGER(ROW.replace('</invoiceId>', `</invoiceId><bookingText>${'x '.repeat(size / 2)}</bookingText>`)),
  documents: (size) => DOCUMENT(NAMING('a.xml').repeat(size / NAMING('a.xml').length)),
  'different documents': (size) => DOCUMENT(times(size / 200, (n) => NAMING(`a${n}.xml`))),
};

function encoded(text: string, roll: Roll): Uint8Array {
  const how = roll(12);
  if (how === 0)
    return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le'), Buffer.alloc(roll(2))]);
  if (how === 1) return utf8(text.replace('UTF-8', 'ISO-8859-1'));
  return utf8(text);
}

function stormy(roll: Roll, size: number): Hostile {
  const names = Object.keys(STORMS);
  const name = names[roll(names.length)] ?? 'depth';
  const storm = encoded((STORMS[name] ?? String)(size, roll), roll);
  const isDocument = roll(2) === 0;
  const entries: Entry[] = isDocument
    ? [
        { name: 'document.xml', data: storm },
        { name: 'a.xml', data: utf8(LEDGER(ROW)) },
      ]
    : [
        { name: 'document.xml', data: utf8(DOCUMENT(NAMING('a.xml'))) },
        { name: 'a.xml', data: storm },
      ];
  // Rolled last, so that the seeds of one storm stay what they are.
  const count = isDocument || roll(2) === 0 ? 1 : 2 + roll(14);
  if (count > 1) return several(name, count, utf8((STORMS[name] ?? String)(size / count, roll)));
  return { what: `storm of ${name}`, bytes: archive(entries) };
}

/** The same storm in several ledgers, each of them perhaps within what one may have. */
function several(name: string, count: number, storm: Uint8Array): Hostile {
  const names = Array.from({ length: count }, (_, n) => `a${n}.xml`);
  const entries: Entry[] = [
    { name: 'document.xml', data: utf8(DOCUMENT(names.map(NAMING).join(''))) },
    ...names.map((one) => ({ name: one, data: storm })),
  ];
  return { what: `${count} storms of ${name}`, bytes: archive(entries) };
}

/** Archives whose entries lie, lie upon each other, or are bombs. */
function lying(roll: Roll, size: number): Hostile {
  const data = roll(2) === 0 ? new Uint8Array(size) : utf8('<a>'.repeat(size / 3));
  const number = () => [0, 1, size - 1, size + 1, size * 1000, 0xffffffff, 49_999_999][roll(7)] ?? 0;
  const lie = () => ({
    ...(roll(3) === 0 ? { size: number() } : {}),
    ...(roll(4) === 0 ? { packedSize: number() } : {}),
    ...(roll(5) === 0 ? { crc: number() } : {}),
    ...(roll(9) === 0 ? { method: roll(20) } : {}),
    ...(roll(9) === 0 ? { flags: roll(0x1000) } : {}),
    ...(roll(9) === 0 ? { isWide: true } : {}),
  });
  const kernel: Entry = { name: 'document.xml', data, isStored: roll(4) === 0 };
  const isUpon = roll(3) === 0;
  const central = isUpon ? {} : lie();
  const entries = Array.from(
    { length: 1 + roll(20) },
    (_, n): Entry => ({
      ...kernel,
      name: isUpon || n === 0 ? 'document.xml' : roll(9) === 0 ? '../x' : `f${roll(30)}.xml`,
      central,
      local: isUpon || roll(2) === 0 ? central : lie(),
      ...(n > 0 && isUpon ? { sameAs: 0 } : { back: roll(2) === 0 ? 0 : roll(size) }),
      ...(roll(6) === 0 ? { descriptor: { isWide: roll(2) === 0, isMarked: roll(2) === 0 } } : {}),
    }),
  );
  const end = roll(4) === 0 ? { end: { count: roll(70_000), from: roll(size) } } : {};
  return { what: 'lies', bytes: archive(entries, { ...end, isWide: roll(8) === 0 }) };
}

/** Ten thousands of entries, of tables, of nothing. */
function swarm(roll: Roll, size: number): Hostile {
  const count = Math.max(1, Math.floor(size / 100));
  const empty: Entry = { name: 'a', data: new Uint8Array() };
  if (roll(2) === 0) {
    const packed = Uint8Array.from({ length: size }, () => roll(256));
    return { what: 'noise', bytes: archive([{ name: 'document.xml', data: new Uint8Array(size), packed }]) };
  }
  return {
    what: 'swarm',
    bytes: archive(Array.from({ length: count }, (_, n) => ({ ...empty, name: `a${n}` }))),
  };
}

/** A package in which nothing is wrong, with bytes changed, doubled, cut off. */
function mutated(roll: Roll, size: number): Hostile {
  const rows = 1 + roll(Math.max(1, Math.min(5000, size / ROW.length)));
  const bytes = archive([
    { name: 'document.xml', data: utf8(DOCUMENT(NAMING('a.xml'))), isStored: roll(2) === 0 },
    { name: 'a.xml', data: utf8(LEDGER(ROW.repeat(rows))), isStored: roll(2) === 0 },
  ]);
  const copy = Buffer.from(bytes);
  for (let n = roll(6); n > 0; n--) copy[roll(copy.length)] = roll(256);
  const isCut = roll(3) === 0;
  const tail = roll(3) === 0 ? copy.subarray(roll(copy.length)) : Buffer.alloc(0);
  return {
    what: 'mutation',
    bytes: Buffer.concat([isCut ? copy.subarray(0, roll(copy.length)) : copy, tail]),
  };
}

/** Compressed a thousand to one, again and again. */
function bomb(roll: Roll, size: number): Hostile {
  const data = new Uint8Array(Math.min(60_000_000, size * 50)).fill(32);
  const packed = deflateRawSync(data);
  const entries = Array.from(
    { length: 1 + roll(9) },
    (_, n): Entry => ({ name: n === 0 ? 'document.xml' : `${n}.xml`, data, packed }),
  );
  return { what: 'bomb', bytes: archive(entries) };
}

const KINDS = [stormy, stormy, stormy, lying, lying, mutated, mutated, swarm, bomb];

/** The hostile input of a seed, of about `size` bytes of content at most. The same seed gives the same bytes. */
export function hostile(seed: number, most: number): Hostile {
  const roll = dice(seed);
  const kind = KINDS[roll(KINDS.length)] ?? mutated;
  // Small ones are the most, as with every grammar; now and then a large one.
  const size = Math.max(40, Math.floor(most / 2 ** roll(12)));
  return kind(roll, size);
}
