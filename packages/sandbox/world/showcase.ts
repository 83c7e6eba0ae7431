import { failingFile, monthFile } from '../booking-files';
import { ACCOUNTS } from '../jira/site';
import { packageParts } from '../package-files';
import { atDesk, bookingDraft, givePlan, savePipeline, seedBooking } from './booking';
import { setUpConnection } from './connection';
import { install } from './install';
import { asAdmin, setUpInstallation } from './set-up';
import type { Firm } from './showcase-hands';
import * as hands from './showcase-hands';
import { START_AT } from './start';

/**
 * The firm a stranger meets: six Mandanten, three months, a file in each state a file can be in. All of it is lived through – by
 * the app's own resolver calls, by people in Jira and by other programs at DATEV – so that no screen shows what the app could not
 * have come to. Between two chapters the schedule rests; within them everything runs as it does.
 */
export const SHOWCASE_FROM = Date.parse('2026-09-01T06:00:00Z');

type Chapter = {
  /** When it begins, in Berlin. */
  readonly at: string;
  /** What follows it runs so long as ever. */
  readonly minutes: number;
  readonly told: (firm: Firm) => Promise<unknown>;
};

/** Lives it through up to the instant at which a sandbox begins; `tell` hears how far it is. */
export async function seedShowcase(
  firm: Firm,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  await setUp(firm);
  for (const [n, { at, minutes, told }] of CHAPTERS.entries()) {
    tell(n, CHAPTERS.length);
    await firm.breathe();
    await hands.restUntil(firm, Date.parse(at));
    await told(firm);
    await hands.pass(firm, minutes);
  }
  await firm.world.advance(START_AT - firm.world.clock.now());
  await lastMinute(firm);
  tell(CHAPTERS.length, CHAPTERS.length);
}

async function setUp(firm: Firm): Promise<void> {
  const { world, looker } = firm;
  for (const [client, month] of BOOKED) looker.setRowCount({ client, month, rows: 240 });
  install(world);
  await setUpConnection(world);
  await firm.breathe();
  await setUpInstallation(world);
  for (const client of [2, 4, 5, 6]) {
    const assignee = client === 2 ? null : ACCOUNTS.accountant;
    await asAdmin(world, 'mandant.watch', { mandant: `455148-${client}`, lookBackDays: 0, assignee });
  }
  for (const mandant of ['455148-1', '455148-3'])
    await atDesk(world, 'mandant.save', { mandant, assignee: ACCOUNTS.accountant });
  const { connection } = await seedBooking(world);
  for (const mandant of ['455148-1', '455148-6']) await givePlan(world, mandant);
  firm.pipelines = {
    approved: await savePipeline(world, { version: 0, draft: approvedDraft(connection) }),
    drifting: await savePipeline(world, { version: 0, draft: driftingDraft(connection) }),
  };
}

/** A small firm's months at Looker; there are thousands of rows otherwise. */
const BOOKED = [
  ...['2026-08', '2026-09', '2026-10'].map((month) => ['455148-3', month] as const),
  ['455148-1', '2026-11'],
  ['455148-6', '2026-10'],
] as const;

function approvedDraft(connection: string): object {
  const draft = bookingDraft(connection, '455148-1');
  return { ...draft, name: 'Umsätze mit Freigabe', schedule: { on: 'manual' }, needsApproval: true };
}

/** The only pipeline that reads Looker's column `text`. */
function driftingDraft(connection: string): object {
  const draft = bookingDraft(connection, '455148-6');
  const text = 'general_ledger.text';
  return {
    ...draft,
    ...{ name: 'Frachtkosten', schedule: { on: 'manual' } },
    source: { ...draft.source, fields: [...draft.source.fields, text] },
    mapping: { ...draft.mapping, text: { from: 'column', column: text } },
  };
}

const { accountant, firmLead } = ACCOUNTS;
const till = (mandant: string, month: string, name: string) =>
  monthFile({ mandant, month, label: `Kasse ${name} 2026` });

const CHAPTERS: readonly Chapter[] = [
  // The third business day: the pipeline of 455148-3 runs by itself.
  { at: '2026-09-03T05:58+02:00', minutes: 45, told: async () => undefined },
  {
    at: '2026-09-10T10:00+02:00',
    minutes: 15,
    told: (firm) => hands.sendAtDesk(firm, till('455148-1', '2026-08', 'August'), '455148-1'),
  },
  { at: '2026-09-15T08:20+02:00', minutes: 75, told: correctedOnce },
  { at: '2026-10-05T05:58+02:00', minutes: 45, told: async () => undefined },
  {
    at: '2026-10-08T10:00+02:00',
    minutes: 15,
    async told(firm) {
      await hands.sendAtDesk(firm, till('455148-1', '2026-09', 'September'), '455148-1');
      const wages = monthFile({ mandant: '455148-4', month: '2026-09', label: 'Lohn September 2026' });
      await hands.sendAtDesk(firm, wages, '455148-4');
    },
  },
  { at: '2026-10-12T08:20+02:00', minutes: 10, told: closedWithoutSending },
  { at: '2026-11-04T05:58+01:00', minutes: 45, told: async () => undefined },
  { at: '2026-11-06T09:00+01:00', minutes: 75, told: partlyDelivered },
  {
    at: '2026-11-09T10:00+01:00',
    minutes: 15,
    told: (firm) => hands.sendAtDesk(firm, till('455148-1', '2026-10', 'Oktober'), '455148-1'),
  },
  // DATEV's permission for this Mandant is missing, whatever is in the file.
  {
    at: '2026-11-12T09:20+01:00',
    minutes: 75,
    async told(firm) {
      const file = monthFile({ mandant: '455148-2', month: '2026-10', label: 'Shop Oktober 2026' });
      hands.postElsewhere(firm, file, '455148-2');
    },
  },
  { at: '2026-11-24T14:00+01:00', minutes: 40, told: uncertain },
  { at: '2026-11-26T08:20+01:00', minutes: 10, told: inCorrection },
  { at: '2026-11-27T09:00+01:00', minutes: 30, told: drifted },
  {
    at: '2026-11-27T15:00+01:00',
    minutes: 30,
    told: ({ world, pipelines }) =>
      atDesk(
        world,
        'pipeline.run',
        { id: pipelines?.approved, period: '2026-11', isDry: false, anew: false },
        accountant,
      ),
  },
  { at: '2026-11-30T08:20+01:00', minutes: 10, told: oneCauseTwice },
  { at: '2026-12-01T08:10+01:00', minutes: 30, told: underWay },
];

/** Rejected in the morning, corrected and delivered before noon. */
async function correctedOnce(firm: Firm): Promise<void> {
  const wish = { mandant: '455148-6', month: '2026-08', label: 'Fracht August 2026' };
  const issue = await hands.failedElsewhere(firm, monthFile({ ...wish, header: { 14: '3' } }), '455148-6');
  await hands.upload(firm, monthFile(wish), { issue });
  hands.moveTo(firm, issue.key, 'Done');
}

async function closedWithoutSending(firm: Firm): Promise<void> {
  const wrong = { 15: '20260930', 16: '20260901' };
  const file = monthFile({ mandant: '455148-4', month: '2026-09', label: 'Spesen September', header: wrong });
  const issue = await hands.failedElsewhere(firm, file, '455148-4');
  const reason = 'Von Hand gebucht, die Datei wird nicht mehr gebraucht.';
  await hands.onIssue(firm, issue, { name: 'submission.close', payload: { reason }, as: firmLead });
}

/** A package of another program in which one file is missing: two of three documents arrive. */
async function partlyDelivered(firm: Firm): Promise<void> {
  const parts = packageParts({ documents: 3, month: '2026-10' }).filter(({ name }) => name !== 'Beleg_2.xml');
  const jobId = hands.packageElsewhere(firm, parts, { mandant: '455148-1', month: '2026-10' });
  const watch = { mandant: '455148-1', jobId, label: 'Eingangsrechnungen Oktober 2026' };
  await atDesk(firm.world, 'job.watch', watch, accountant);
}

/** The connection broke while the file was on its way, and DATEV's list does not show it. */
async function uncertain(firm: Firm): Promise<void> {
  const { faults } = firm.world;
  const id = faults.add({ service: 'datev', operation: 'importExtfFile', fault: 'timeout' });
  const file = monthFile({ mandant: '455148-4', month: '2026-10', label: 'Lohn Oktober 2026' });
  await hands.sendAtDesk(firm, file, '455148-4');
  await hands.pass(firm, 5);
  faults.remove(id);
}

/** Somebody is at it: the issue is in correction, the first try has errors of its own. */
async function inCorrection(firm: Firm): Promise<void> {
  const wish = { mandant: '455148-6', month: '2026-10', label: 'Fracht Oktober 2026' };
  const issue = await hands.failedElsewhere(firm, monthFile({ ...wish, header: { 12: '5' } }), '455148-6');
  hands.moveTo(firm, issue.key, 'In correction');
  await hands.upload(firm, monthFile({ ...wish, cells: { 3: { 2: 'X' }, 7: { 1: '0,00' } } }), { issue });
}

/** Somebody at Looker renames a column, and the next run stops instead of booking without texts. */
async function drifted({ world, looker, pipelines }: Firm): Promise<void> {
  looker.setColumns({ rename: { text: 'booking_text' } });
  const wish = { id: pipelines?.drifting, period: '2026-10', isDry: false, anew: false };
  await atDesk(world, 'pipeline.run', wish, firmLead);
}

/** The same mistake of the same program at two Mandanten; one of them is corrected and waits to be sent. */
async function oneCauseTwice(firm: Firm): Promise<void> {
  const about = { month: '2026-11', header: { 14: '3' } };
  const shop = { ...about, mandant: '455148-3', label: 'Laden November 2026' };
  const issue = await hands.failedElsewhere(firm, monthFile(shop), '455148-3');
  await hands.upload(firm, monthFile({ ...shop, header: {} }), { issue });
  const till = { ...about, mandant: '455148-1', label: 'Kasse November 2026' };
  await hands.failedElsewhere(firm, monthFile(till), '455148-1');
}

/** DATEV takes hours for one file; another one is checked and waits for the click. */
async function underWay(firm: Firm): Promise<void> {
  firm.datev.setPending(6 * 3_600_000);
  const wages = monthFile({ mandant: '455148-4', month: '2026-11', label: 'Lohn November 2026' });
  await hands.sendAtDesk(firm, wages, '455148-4');
  await hands.pass(firm, 2);
  firm.datev.setPending(undefined);
  const freight = monthFile({ mandant: '455148-6', month: '2026-11', label: 'Fracht November 2026' });
  await hands.upload(firm, freight, { mandant: '455148-6' });
}

/** Handed in as the clock strikes nine: whoever looks at once sees it being checked, and sent. */
async function lastMinute(firm: Firm): Promise<void> {
  const file = failingFile({ mandant: '455148-3' });
  await hands.handIn(firm, { ...file, name: 'EXTF_Bank_November_2026.csv' }, { mandant: '455148-3' });
}
