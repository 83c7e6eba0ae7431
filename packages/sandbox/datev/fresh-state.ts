import { DOCUMENT_TYPES, usualBasics } from './basics';
import { type Fault, headerFault, JOB_FAULTS } from './catalogue';
import { dice, pick, uuidOf } from './chance';
import { noDxso } from './dxso-model';
import type { Environment } from './environment';
import { type FileFacts, type Grant, type Mandant, SCOPES, type State, type StoredJob } from './model';
import { noLogins } from './openid-state';

export const APP_TOKEN = 'sandbox-app-access-token';
export const APP_CLIENT_ID = 'datev-for-jira-sandbox';
const PRODUCTION_APP_TOKEN = 'production-app-access-token';
export const PRODUCTION_APP_CLIENT_ID = 'datev-for-jira';
/** The token of "another program"; takes any `X-DATEV-Client-Id`, but wants one. */
export const OTHER_TOKEN = 'sandbox';
export const CONSULTANT = 455148;
const DAY = 86_400_000;

const ALL = Object.values(SCOPES);
const APP = { displayName: 'DATEV for Jira', vendor: 'DATEV for Jira', scopes: ALL } as const;

function grants(): Record<string, Grant> {
  return {
    [APP_TOKEN]: { ...APP, environment: 'sandbox', clientId: APP_CLIENT_ID },
    [PRODUCTION_APP_TOKEN]: { ...APP, environment: 'production', clientId: PRODUCTION_APP_CLIENT_ID },
    [OTHER_TOKEN]: {
      environment: 'sandbox',
      clientId: '*',
      displayName: 'Kanzlei-Export',
      vendor: 'Muster Kanzleisoftware GmbH',
      scopes: ALL,
    },
  };
}

/** A Mandant in whom nothing is unusual. */
export function mandant(
  consultant: number,
  client: number,
  more: Pick<Mandant, 'name' | 'services'>,
): Mandant {
  return {
    id: `${consultant}-${client}`,
    ...{ consultant, client, permitted: true, accessible: true },
    ...{ basics: usualBasics(), documentTypes: DOCUMENT_TYPES, newBelege: false },
    ...more,
  };
}

/** Six Mandanten under DATEV's sandbox consultant (numbers: facts of DATEV's sandbox; names invented). */
function sandboxMandanten(): Mandant[] {
  const booking = 'Buchungsdatenservice';
  const make = (client: number, name: string, services: Mandant['services']): Mandant =>
    mandant(CONSULTANT, client, { name, services });
  return [
    make(1, 'Musterbau Nord GmbH', [booking, 'Belegbilderservice', 'Rechnungsdatenservice 1.0']),
    { ...make(2, 'Testkontor Süd KG', [booking]), permitted: false },
    {
      ...make(3, 'Beispiel & Söhne OHG', [booking, 'Belegbilderservice']),
      documentTypes: ['Eingangsrechnung', 'Ausgangsrechnung', 'Belege sonstige'],
    },
    make(4, 'Altbestand Handels GmbH', [booking, 'Rechnungsdatenservice 2.0']),
    make(5, 'Ohne Dienst e. K.', ['Belegbilderservice']),
    make(6, 'Probe Logistik AG', [booking]),
  ];
}

export function freshState(seed: number, now: number): State {
  const state: State = {
    v: 1,
    seed,
    serial: 0,
    mandanten: {
      sandbox: sandboxMandanten(),
      production: [
        mandant(29098, 100, { name: 'Echtbetrieb Eins GmbH', services: ['Buchungsdatenservice'] }),
        mandant(29098, 55003, { name: 'Echtbetrieb Zwei GmbH', services: ['Buchungsdatenservice'] }),
      ],
    },
    jobs: { sandbox: {}, production: {} },
    grants: grants(),
    openid: noLogins(),
    retryAfterSeconds: 5,
    listDelayMs: 0,
    order: 'newest-first',
    wording: 'nested',
    jobFaults: [],
    answerFaults: [],
    accepted: [],
    dxso: noDxso(),
    documents: [],
    meters: {},
  };
  layOldJobs(state, { environment: 'sandbox', mandant: `${CONSULTANT}-4`, count: 300, now });
  return state;
}

const PROGRAMS = [
  { displayName: 'Kanzlei-Export', vendor: 'Muster Kanzleisoftware GmbH', version: '12.4' },
  { displayName: 'Shop2Buch', vendor: 'Beispiel Commerce AG', version: '2.0c' },
  { displayName: 'Lohn & Co. Übergabe', vendor: 'Test Personal GmbH' },
  { displayName: 'Kassenbuch Plus', vendor: 'Probe Kassen UG', version: '2024.1' },
] as const;
const OLD_FAULTS: readonly Fault[] = [
  headerFault([14]),
  headerFault([13, 15]),
  JOB_FAULTS.client,
  JOB_FAULTS.encoding,
  JOB_FAULTS.tryAgain,
  JOB_FAULTS.noPayload,
  JOB_FAULTS.combination,
  JOB_FAULTS.permission,
];

/** Lays down finished jobs of other programs, the youngest about a day before everything that is there. */
export function layOldJobs(
  state: State,
  want: {
    readonly environment: Environment;
    readonly mandant: string;
    readonly count: number;
    readonly now: number;
  },
): void {
  const there = state.jobs[want.environment][want.mandant] ?? [];
  const before = there.reduce((least, job) => Math.min(least, job.receivedAt), want.now);
  const next = dice(state.seed + there.length);
  const old: StoredJob[] = [];
  for (let back = 1; back <= want.count; back += 1) {
    const receivedAt = before - back * DAY - Math.floor(next() * DAY * 0.9);
    state.serial += 1;
    old.unshift(
      oldJob(
        { id: uuidOf(state.seed, 'old', state.serial), receivedAt, number: want.count - back + 1 },
        next,
      ),
    );
  }
  state.jobs[want.environment][want.mandant] = [...old, ...there];
}

function oldJob(
  { id, receivedAt, number }: { readonly id: string; readonly receivedAt: number; readonly number: number },
  next: () => number,
): StoredJob {
  const day = new Date(receivedAt).toISOString().slice(0, 10);
  const month = day.slice(0, 7);
  const program = pick(PROGRAMS, next);
  const facts: FileFacts = {
    category: next() < 0.9 ? 21 : 16,
    records: 1 + Math.floor(next() * 900),
    label: `Buchungen ${month}`,
    fiscalYearBegin: `${day.slice(0, 4)}-01-01`,
    dateFrom: `${month}-01`,
    dateTo: day,
  };
  const settled: NonNullable<StoredJob['settled']> =
    next() < 0.8
      ? { result: 'succeeded', facts }
      : // Whether a failed job carries what could be read is not documented: some do, some do not.
        { result: 'failed', fault: pick(OLD_FAULTS, next), ...(next() < 0.5 ? { facts } : {}) };
  return {
    id,
    filename: `EXTF_${month}_${String(number).padStart(4, '0')}.csv`,
    ...(next() < 0.7 ? { referenceId: `${program.displayName.slice(0, 4)}_${number}` } : {}),
    ...program,
    receivedAt,
    dueAt: receivedAt,
    listedAt: receivedAt,
    lookFrom: receivedAt,
    sealed: settled,
    settled,
  };
}
