import { inOrder } from './basics';
import { sha256, uuidOf } from './chance';
import { whiteName } from './dco-files';
import { type ImportType, inMandant, type StoredDxsoJob, statusOf } from './dxso-model';
import { xmlText } from './dxso-xml';
import type { FiscalYear, Ledgers, Mandant, State } from './model';

export const IMPORT_TYPES: Readonly<Record<ImportType, keyof Ledgers>> = {
  accountsPayableLedgerImport: 'payable',
  accountsReceivableLedgerImport: 'receivable',
  cashLedgerImport: 'cash',
};

/**
 * The fiscal year an import of this month goes to, undefined where there is none with that ledger. For invoices "a
 * missing fiscal year is generated automatically" after one that has the ledger, for cash never.
 */
export function yearFor(mandant: Mandant, ledger: keyof Ledgers, month: string): FiscalYear | undefined {
  const years = inOrder(mandant.basics.fiscalYears);
  const within = (year: FiscalYear): boolean =>
    year.start.slice(0, 7) <= month && month <= year.end.slice(0, 7);
  const there = years.find(within);
  if (there?.ledgers[ledger] === true) return there;
  if (ledger === 'cash') return undefined;
  const made = years
    .filter((year) => year.ledgers[ledger])
    .map(yearAfter)
    .find(within);
  return made === undefined || there === undefined
    ? made
    : { ...there, ledgers: { ...there.ledgers, [ledger]: true } };
}

function yearAfter(year: FiscalYear): FiscalYear {
  const start = new Date(`${year.end}T00:00:00Z`);
  start.setUTCDate(start.getUTCDate() + 1);
  const end = new Date(Date.UTC(start.getUTCFullYear() + 1, start.getUTCMonth(), start.getUTCDate() - 1));
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  return { ...year, start: day(start), end: day(end), ledgers: { ...year.ledgers, cash: false } };
}

/** The Mandant with this fiscal year, in place of the one that begins the same day. */
export function withYear(mandant: Mandant, year: FiscalYear): Mandant {
  const others = mandant.basics.fiscalYears.filter(({ start }) => start !== year.start);
  return { ...mandant, basics: { ...mandant.basics, fiscalYears: inOrder([...others, year]) } };
}

type Wanted = Pick<
  StoredDxsoJob,
  'environment' | 'mandant' | 'importType' | 'month' | 'program' | 'createdAt'
>;

export function addJob(state: State, wanted: Wanted): StoredDxsoJob {
  state.serial += 1;
  const id = uuidOf(state.seed, 'dxso', state.serial).toUpperCase();
  state.dxso.breaches.push(...breaches(state, wanted));
  const job: StoredDxsoJob = { ...wanted, id, files: [] };
  state.dxso.jobs.push(job);
  return job;
}

/** DATEV leaves it to the program that no two of its jobs run for one kind and month, nor any two for cash. */
function breaches(
  state: State,
  { environment, mandant, importType, month, program }: Wanted,
): readonly string[] {
  if (importType === undefined) return [];
  const running = state.dxso.jobs
    .filter(inMandant(environment, mandant))
    .filter((job) => job.program === program && job.importType === importType && statusOf(job) < 2);
  return running.flatMap((job) => {
    const also = `${program}, ${mandant}: job ${job.id} has status ${statusOf(job)}`;
    if (job.month === month) return [`a second ${importType} for ${month} (${also})`];
    return importType === 'cashLedgerImport'
      ? [`two cash jobs in parallel, ${job.month}/${month} (${also})`]
      : [];
  });
}

export function jobOf(
  state: State,
  { environment, mandant, id }: Pick<StoredDxsoJob, 'environment' | 'mandant' | 'id'>,
): StoredDxsoJob | undefined {
  return state.dxso.jobs.filter(inMandant(environment, mandant)).find((job) => plain(job.id) === plain(id));
}

/** Ids appear dashed and undashed in DATEV's documents. */
export function plain(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

export function changeJob(state: State, id: string, more: Partial<StoredDxsoJob>): void {
  state.dxso.jobs = state.dxso.jobs.map((job) => (plain(job.id) === plain(id) ? { ...job, ...more } : job));
}

/** A file of the same name takes the place of the one before. */
export function addFile(
  state: State,
  job: StoredDxsoJob,
  file: { readonly filename: string; readonly content: Uint8Array; readonly at: number },
): void {
  const name = whiteName(file.filename);
  const { content, at } = file;
  const kept = {
    ...{ name, bytes: content.length, sha256: sha256(content), at },
    ...(name === 'document.xml' ? { text: xmlText(content) } : {}),
  };
  changeJob(state, job.id, { files: [...job.files.filter((one) => one.name !== name), kept] });
}

/** The next end somebody ordered for this Mandant, used up by this. */
export function orderedEnd(state: State, mandant: string): Pick<StoredDxsoJob, 'forced'> {
  const at = state.dxso.ends.findIndex((end) => end.mandant === undefined || end.mandant === mandant);
  const [forced] = at === -1 ? [] : state.dxso.ends.splice(at, 1);
  return forced === undefined ? {} : { forced };
}
