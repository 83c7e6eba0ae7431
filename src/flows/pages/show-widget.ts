import type { Parsed } from '../../contract/call';
import type { WIDGET_CALLS, WidgetAnswer } from '../../contract/widget';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { pipelinesByDue } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import { unitsSpent } from '../../platform/context';
import { type AtDesk, readsAtDesk } from '../../security/caller-api';
import { deskMandanten } from '../../views/desk/desk-view';
import { type Closes, type Due, inScope, widgetView } from '../../views/widget/widget-view';
import { counted, mayWait, NOBODY_WAITS, waitingForOthers } from './desk-counts';

/** What one look at a widget may read of storage: a dashboard stands open in many browsers, and nobody asked for it. */
const MOST_UNITS = 15;
/** About what it takes to know whether somebody may approve a run. */
const UNITS_OF_A_RUN = 5;

/** The counts of the desk, of those Mandanten that the viewer may read. */
export async function showWidget(
  { scope, lang }: Parsed<(typeof WIDGET_CALLS)['widget.view']>,
  desk: AtDesk,
): Promise<Result<WidgetAnswer, Problem>> {
  const counts = await counted();
  const readable = counts.mandanten.filter(({ mandant }) => readsAtDesk(desk, mandant));
  if (readable.length === 0 && counts.mandanten.length > 0)
    return fail({ code: 'access.not-reader', retry: 'after-fix' });
  const by = desk.who.accountId;
  const closes = await nextCloses(new Set(inScope(readable, scope, by).map(({ mandant }) => mandant)));
  const forOthers = mayWait(counts) ? await othersThatFit(desk) : NOBODY_WAITS;
  const at = now();
  const { tallies } = counts;
  const of = { tallies, forOthers: [...forOthers.values()], names: new Map(), by, now: at, lang };
  const mandanten = deskMandanten(readable, of);
  const { stopped } = desk.settings;
  return ok(
    widgetView({
      mandanten,
      scope,
      closes,
      now: at,
      lang,
      isCounting: counts.isCounting,
      ...present({ stopped }),
    }),
  );
}

/** What is left of the units goes into the question for whom runs wait; what does not fit counts for everybody, as at the desk. */
async function othersThatFit(desk: AtDesk) {
  const most = Math.floor((MOST_UNITS - unitsSpent().read - 1) / UNITS_OF_A_RUN);
  return most > 0 ? waitingForOthers(desk, most) : NOBODY_WAITS;
}

/** So many are shown, and looked for among so many at a time, as long as there are units. */
const [CLOSES_SHOWN, PAGE] = [3, 5];

/** The runs that the calendar begins next for these Mandanten, the soonest first. */
async function nextCloses(mandanten: ReadonlySet<string>): Promise<Closes> {
  const found: Due[] = [];
  let cursor: string | undefined;
  let isWhole = false;
  do {
    const page = await pipelinesByDue(PAGE, cursor);
    const wanted = page.pipelines.flatMap(({ pipeline, dueAt }) =>
      dueAt === undefined ? [] : [{ ...pipeline, dueAt }],
    );
    found.push(...wanted.filter(({ mandant }) => mandanten.has(mandant)));
    ({ cursor } = page);
    // What the calendar never wants comes last.
    isWhole = cursor === undefined || wanted.length < page.pipelines.length;
  } while (!isWhole && found.length < CLOSES_SHOWN && unitsSpent().read < MOST_UNITS / 2);
  return { list: found.slice(0, CLOSES_SHOWN), isWhole };
}
