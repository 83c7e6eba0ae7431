import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import Papa from 'papaparse';
import { ACCOUNT_OF, COST_OBJECTS, FIELDS, KEY_OF, KOST_OF } from '../../packages/sandbox/world/booking';
import { eachRow } from '../../src/looker/reading/rows';
import { conclude } from '../../src/runs/conclude';
import { openRowCollector } from '../../src/runs/execute';
import { largePlan, MAX_ROWS, pages } from './ledger-rows';
import { type Bench, type Job, medians } from './measure';

/** As Looker is read by key: chunks of 5,000 rows. */
const PER_PAGE = 5000;

/** Ours: exact amounts, every rule of mapping and format, control totals at each station, the file read again. */
function ours(answers: readonly Uint8Array[]): Uint8Array {
  const plan = largePlan();
  const taker = openRowCollector(plan);
  for (const bytes of answers) {
    const read = eachRow(bytes, plan.fields, taker.take);
    if (!read.ok) throw new Error(read.problem.problem.code);
  }
  const made = conclude(plan, taker.end(), {
    history: [],
    mayDiffer: false,
    pictures: [],
    guidFor: (name) => name,
  });
  if (made.is !== 'made') throw new Error(`${made.problem.code} ${JSON.stringify(made.problem.values)}`);
  const [file, ...more] = made.files;
  if (file === undefined || more.length > 0) throw new Error('one file was expected');
  return file.bytes;
}

type Row = Readonly<Record<string, string | number>>;

/** The peers: `JSON.parse`, the same look-ups without a single check, and the cells of the row to a CSV library. */
function cells(answers: readonly Uint8Array[]): string[][] {
  const decoder = new TextDecoder();
  return answers.flatMap((bytes) => (JSON.parse(decoder.decode(bytes)) as Row[]).map(cellsOf));
}

function cellsOf(row: Row): string[] {
  const of = (name: string) => String(row[`general_ledger.${name}`] ?? '');
  const amount = Number(of('gross_amount'));
  const line = new Array<string>(125).fill('');
  line[0] = Math.abs(amount).toFixed(2).replace('.', ',');
  line[1] = amount < 0 ? 'H' : 'S';
  line[6] = of('partner_number');
  line[7] = ACCOUNT_OF[of('gl_account_name')] ?? '';
  line[8] = KEY_OF[of('tax_name')]?.key ?? '';
  line[9] = `${of('posting_date').slice(8)}${of('posting_date').slice(5, 7)}`;
  line[10] = of('document_number');
  line[13] = `${of('document_number')} ${of('cost_centre_name')}`;
  line[36] = KOST_OF[of('cost_centre_name')] ?? '';
  line[37] = COST_OBJECTS[of('cost_object')] ?? '';
  line[113] = '0';
  return line;
}

async function measure() {
  const answers = pages(MAX_ROWS, PER_PAGE);
  const bytes = ours(answers);
  const peers: Readonly<Record<string, Job>> = {
    'JSON.parse + papaparse': () =>
      Papa.unparse(cells(answers), { delimiter: ';', newline: '\r\n', header: false, skipEmptyLines: false }),
    'JSON.parse + csv-stringify': () =>
      stringify(cells(answers), { delimiter: ';', record_delimiter: '\r\n' }),
  };
  const sha256: Job = () => createHash('sha256').update(bytes).digest();
  const times = await medians({ ours: () => ours(answers), sha256, ...peers });
  return {
    ours_ms: times['ours'] ?? 0,
    peers: Object.fromEntries(Object.keys(peers).map((name) => [name, times[name] ?? 0])),
    sha256_ms: times['sha256'] ?? 0,
    bytes: bytes.length,
    rows: MAX_ROWS,
  };
}

/** From Looker's answers to a checked booking file. */
export const pipeline: Bench = {
  name: 'pipeline',
  title: `From Looker’s answers (${FIELDS.length} columns, chunks of 5,000 rows) to a checked Buchungsstapel`,
  measure,
  prepare() {
    const answers = pages(MAX_ROWS, PER_PAGE);
    return () => ours(answers);
  },
};
