/** A firm with 120 Mandanten: what an hour takes with much or little in storage, and with much or little that is due. */
import { failingFile } from '../../../packages/sandbox/booking-files';
import { HOUR, MINUTE, moveTo, postElsewhere, upload } from '../../support/hands';
import { issuesIn } from '../../support/storm';
import { failElsewhere, fileOf, handIn, type Likes, pressSend, submissionOf } from '../cost/acts';
import { meterOf } from '../cost/meter';
import { type CostWorld, costWorld } from '../cost/world';
import { stock } from './stock';
import { busiestMinute, busiestWindow } from './windows';

export type HourFigures = {
  readonly bench: 'scale';
  readonly case: string;
  /** Submissions in storage, those of them that need somebody, and rejections that came in the hour. */
  readonly stored: number;
  readonly open: number;
  readonly due: number;
  readonly read_units_per_minute: number;
  readonly write_units_per_minute: number;
  /** The busiest five minutes, of all and of each function. */
  readonly windows: ReturnType<typeof busiestWindow>;
};

const MANDANTEN = 120;

/** Hours of one firm, one after the other: little and much due, then much in storage. */
export async function firm(stored: number): Promise<readonly HourFigures[]> {
  const w = await costWorld(MANDANTEN);
  const likes = await likesOf(w);
  const [few, many] = [Math.round(stored / 100), stored];
  const figures: HourFigures[] = [];
  for (const [name, count, due] of [
    ['little-stored', few, 12],
    ['twice-due', few, 24],
    ['four-times-due', few, 48],
    ['much-stored', many, 12],
  ] as const) {
    stock(w, count, likes);
    figures.push({ ...(await hourOf(w, due)), case: name, stored: count, open: Math.round(count / 10) });
  }
  return figures;
}

/** Of a hundred submissions eighty are delivered, five after a correction, five closed, and ten need somebody. */
async function likesOf(w: CostWorld): Promise<Likes> {
  const [mandant = ''] = w.mandanten;
  const delivered = await handIn(w, fileOf(mandant, 'Geliefert'), mandant);
  await pressSend(w, delivered);
  const corrected = await failElsewhere(w, { mandant, label: 'Korrigiert' });
  await upload(w, fileOf(mandant, 'Korrigiert'), { issue: corrected });
  moveTo(w, corrected.key, 'Done');
  const closed = await failElsewhere(w, { mandant, label: 'Geschlossen' });
  moveTo(w, closed.key, 'Closed without sending');
  const open = await failElsewhere(w, { mandant, label: 'Abgelehnt' });
  await w.forge.advance(30 * MINUTE);
  const [afterwards = '', without = '', waiting = ''] = [corrected, closed, open].map((one) =>
    submissionOf(w, one),
  );
  return [
    { id: delivered, share: 80 },
    { id: afterwards, share: 5 },
    { id: without, share: 5 },
    { id: waiting, share: 10 },
  ];
}

let serial = 0;

/** An hour in which so many files of other programs fail, each of another Mandant and all found in it. */
async function hourOf(w: CostWorld, due: number): Promise<Omit<HourFigures, 'case' | 'stored' | 'open'>> {
  // What the hour before left to do is not this one's.
  await w.forge.advance(30 * MINUTE);
  const before = issuesIn(w).children.length;
  for (let n = 0; n < due; n += 1) {
    const mandant = w.mandanten[n % w.mandanten.length] ?? '';
    serial += 1;
    postElsewhere(w, failingFile({ mandant, label: `Stunde ${serial}` }), mandant);
  }
  const meter = meterOf(w.forge);
  // Each Mandant is looked at once an hour.
  await meter.advance(HOUR + 15 * MINUTE);
  const made = issuesIn(w).children.length - before;
  if (made !== due) throw new Error(`${made} of ${due} have their issue.`);
  const counted = meter.counted();
  return { bench: 'scale', due, ...busiestMinute(counted.calls), windows: busiestWindow(counted) };
}
