import type { Values } from '../../kernel/text';
import { fitsAutomatic, isTaxKey } from '../tax-key';
import type { RowCode } from './row-code';
import type { RowContext } from './row-context';

/** What the rules about several columns of one row may ask and tell. */
type Row = {
  readonly context: RowContext;
  readonly rows: number;
  readonly cents: number;
  readonly discountCents: number;
  readonly rate: number;
  readonly baseCents: number;
  readonly account: number;
  readonly contra: number;
  /** The Festschreibung of the first row that has one: 0, 1, or -1 before. */
  locked: number;
  has(column: number): boolean;
  /** The only byte of a value. */
  letter(column: number): number;
  text(column: number): string;
  add(currency: string, isDebit: boolean): void;
  find(column: number, code: RowCode): void;
  /** The same where one place in the file is enough. */
  findOnce(column: number, code: RowCode, values: Values): void;
};

const H = 0x48;
const ONE = 0x31;
const WKZ = 3;
const KURS = 4;
const BASIS = 5;
const BASIS_WKZ = 6;
const CONTRA = 8;
const BU = 9;
const SKONTO = 13;
const BELEGLINK = 20;
const GUID = 103;
const FESTSCHREIBUNG = 114;
const DUE = 117;

/** The rules about several columns of one booking row (DATEV's format description, facts in docs/extf-checks.md). */
export function checkTogether(row: Row, columns: number): void {
  currency(row);
  accounts(row);
  if (row.has(BU)) taxKey(row);
  if (row.cents > 0 && row.discountCents >= row.cents) row.find(SKONTO, 'extf.row.discount');
  pairs(row, 21, 36);
  pairs(row, 48, 87);
  if (row.has(BELEGLINK)) link(row);
  if (row.has(GUID) && !IS_GUID.test(row.text(GUID))) row.find(GUID, 'extf.row.guid');
  // A row that ends earlier is told to be short.
  if (columns >= FESTSCHREIBUNG) locking(row);
}

/** A currency other than the batch's needs rate, amount and currency of the base; one of the three needs the others. */
function currency(row: Row): void {
  const { context } = row;
  const own = row.has(WKZ) ? row.text(WKZ) : context.currency;
  row.add(own, row.letter(2) !== H);
  // What is no currency at all has its own finding.
  const isForeign = own !== context.currency && context.currency !== '' && /^[A-Z]{3}$/.test(own);
  const any = row.has(KURS) || row.has(BASIS) || row.has(BASIS_WKZ);
  if (!isForeign && !any) return;
  const missing = [KURS, BASIS, BASIS_WKZ].find((column) => !row.has(column));
  if (missing !== undefined) row.find(missing, 'extf.row.currency-triple');
  else if (!isConverted(row)) row.find(BASIS, 'extf.row.base-amount');
}

/**
 * Whether amount, rate and base amount fit together within a hundredth. Which way round DATEV takes the rate is not
 * documented, so both will do; what cannot be read has its own finding.
 */
function isConverted({ cents, rate, baseCents }: Row): boolean {
  if (rate === 0 || baseCents === 0 || cents === 0) return true;
  return fits(cents * rate, baseCents) || fits(cents / rate, baseCents);
}

function fits(expected: number, given: number): boolean {
  return Math.abs(expected - given) <= Math.max(2, expected / 100);
}

/** A booking of an account against itself moves nothing; a due day belongs to an open item, which a personal account has. */
function accounts(row: Row): void {
  if (row.account === row.contra && row.account > 0) row.find(CONTRA, 'extf.row.same-account');
  const { accountLength } = row.context;
  if (accountLength === undefined || !row.has(DUE) || row.account < 0 || row.contra < 0) return;
  const isPersonal = (account: number) => account >= 10 ** accountLength;
  if (!isPersonal(row.account) && !isPersonal(row.contra)) row.find(DUE, 'extf.row.due-without-partner');
}

/** An Automatikkonto finds its tax by itself, so a tax key on it is a contradiction, but for those made for such accounts. */
function taxKey(row: Row): void {
  const { automatic } = row.context;
  if (!automatic.has(row.account) && !automatic.has(row.contra)) return;
  const key = row.text(BU);
  // What is no key has its own finding; what keys of three and four digits do, the firm's own chart says.
  if (isTaxKey(key) && key.length <= 2 && !fitsAutomatic(key)) row.find(BU, 'extf.row.tax-key-on-automatic');
}

/** Kind and content come in pairs. */
function pairs(row: Row, first: number, last: number): void {
  for (let kind = first; kind < last; kind += 2) {
    const content = kind + 1;
    if (row.has(kind) === row.has(content)) continue;
    row.find(row.has(kind) ? content : kind, 'extf.row.pair');
  }
}

const IS_GUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const LINK = /^(BEDI|DDMS|DORG) "([^"]*)"$/;

/** `BEDI "GUID"` for DATEV Unternehmen online, `DDMS` for DATEV DMS, `DORG` of old. */
function link(row: Row): void {
  const [, , guid = ''] = LINK.exec(row.text(BELEGLINK)) ?? [];
  if (!IS_GUID.test(guid)) row.find(BELEGLINK, 'extf.row.guid');
}

/**
 * Left empty, DATEV locks the whole batch; one locked row locks it, too, whatever the header line says. That cannot be taken
 * back, so a contradiction is told once, where it begins.
 */
function locking(row: Row): void {
  if (!row.has(FESTSCHREIBUNG)) return row.find(FESTSCHREIBUNG, 'extf.row.locking-empty');
  const value = row.letter(FESTSCHREIBUNG) === ONE ? 1 : 0;
  const { locked } = row.context;
  if (locked !== undefined) {
    if (value !== Number(locked))
      row.findOnce(FESTSCHREIBUNG, 'extf.row.locking-header', { header: Number(locked) });
  } else if (row.locked < 0) row.locked = value;
  else if (row.locked !== value) row.find(FESTSCHREIBUNG, 'extf.row.locking-mixed');
}
