import { becomesCopy } from '../support/copy-of-site';
import { MINUTE } from '../support/hands';
import { chance, type Deed, leads, meanwhile, onIssue, quietly } from './deed';
import { now, one, type Stage } from './stage';
import { MANDANTEN, MONTHS, ROWS } from './world';

/**
 * A look after a lost answer comes twenty minutes after it, what it looks for is listed after fifteen at most (assumptions A1, A2): what
 * a clock may be wrong by without anything being done twice.
 */
const MOST_SKEW_MINUTES = 4;

/** The app's clock shows so much more than everybody else's. */
export function setsClock({ w, heard }: Pick<Stage, 'w' | 'heard'>, minutes: number): void {
  w.forge.setAppClock(minutes * MINUTE);
  heard.clockSteps += 1;
}

export function copies({ w, heard }: Pick<Stage, 'w' | 'heard'>): void {
  if (heard.copied.some(({ to }) => to === undefined)) return;
  becomesCopy(w);
  heard.copied.push({ from: now({ w }) });
}

/** What DATEV, Jira and Looker do besides what people ask of them: they are late, refuse, forget, change. */
export const AROUND = {
  copy: meanwhile(
    0.3,
    quietly((stage) => {
      copies(stage);
      return 'the site is a copy of another one';
    }),
  ),
  clock: meanwhile(
    0.5,
    quietly((stage) => {
      const minutes = stage.dice.int(2 * MOST_SKEW_MINUTES + 1) - MOST_SKEW_MINUTES;
      setsClock(stage, minutes);
      return `the app's clock is ${minutes} min ahead`;
    }),
  ),
  'rename-status': meanwhile(
    0.5,
    quietly(({ w }) => {
      const done = w.jira.site().statuses.find(({ name }) => name === 'On hold');
      if (done === undefined) return undefined;
      w.jira.renameStatus(done.id, 'Wartet');
      return 'the status On hold gets another name';
    }),
  ),
  'late-index': meanwhile(
    1,
    quietly(({ w, dice }) => {
      // Assumption A1: at most a quarter of an hour.
      const minutes = dice.int(15);
      w.jira.setIndexLag(minutes * MINUTE);
      return `Jira's index is ${minutes} min late`;
    }),
  ),
  'late-list': meanwhile(
    1,
    quietly(({ w, dice }) => {
      // Assumption A2, likewise.
      const minutes = dice.int(15);
      w.datev.setListDelay(minutes * MINUTE);
      return `DATEV lists jobs ${minutes} min late`;
    }),
  ),
  'slow-datev': meanwhile(
    1,
    quietly(({ w, dice }) => {
      const minutes = dice.int(90);
      w.datev.setPending(minutes * MINUTE);
      return `DATEV takes ${minutes} min for a file`;
    }),
  ),
  'datev-refuses': meanwhile(
    1.5,
    quietly((stage) => {
      // The last two lie outside the file: the same bytes may go again.
      const code = one(stage, ['1008836', '1008834', '1008837', '1008838'] as const) ?? '1008836';
      stage.w.datev.failNext(code);
      return `DATEV will refuse the next file (${code})`;
    }),
  ),
  'package-refused': leads(
    1,
    quietly(({ w }) => {
      w.datev.endDxsoNext({ status: 3 });
      return 'DATEV will process the next package in part only';
    }),
    ['package'],
  ),
  'no-rows': leads(
    1,
    quietly((stage) => {
      const [client, month] = [one(stage, MANDANTEN) ?? '', one(stage, MONTHS) ?? ''];
      const rows = chance(stage, 0.5) ? 0 : ROWS;
      stage.w.looker.setRowCount({ client, month, rows });
      return `Looker has ${rows} rows of ${client} for ${month}`;
    }),
    ['run'],
  ),
  'looker-lies': leads(
    1,
    quietly(({ w }) => {
      w.looker.errorIn200('Something went wrong');
      return 'Looker will answer 200 with an error in it';
    }),
    ['run'],
  ),
  'looker-forgets': leads(
    0.7,
    quietly(({ w }) => {
      w.looker.expireTokens();
      return 'Looker forgets all logins';
    }),
    ['run'],
  ),
  'no-access': meanwhile(
    0.5,
    quietly((stage) => {
      const mandant = one(stage, MANDANTEN) ?? MANDANTEN[0];
      const isOpen = chance(stage, 0.5);
      stage.w.datev.setAccess(mandant, isOpen);
      return `DATEV ${isOpen ? 'shows' : 'hides'} ${mandant}`;
    }),
  ),
  'takes-then-500': meanwhile(
    1,
    quietly(({ w }) => {
      w.datev.answerNext(500, { operation: 'importExtfFile', afterEffect: true });
      return 'DATEV will take a file and answer 500';
    }),
  ),
  'other-status': meanwhile(
    0.5,
    quietly(({ w, dice }) => {
      w.datev.setAcceptedStatus(dice.next() < 0.5 ? 201 : 202);
      return 'DATEV answers imports with another status';
    }),
  ),
  conflict: meanwhile(
    1,
    onIssue(({ w, dice }, { issue }) => {
      const times = 1 + dice.int(4);
      w.jira.conflictNext(issue.id, times);
      return `the next ${times} writes to ${issue.key} meet a conflict`;
    }),
  ),
} as const satisfies Readonly<Record<string, Deed>>;
