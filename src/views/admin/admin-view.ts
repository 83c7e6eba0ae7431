import type { AdminAnswer, AdminMandant } from '../../contract/answers';
import { type Meter, summed } from '../../datev/meter';
import type { Offers } from '../../datev/offers';
import { problemView } from '../../datev/problem-words';
import { berlinMinutes } from '../../kernel/berlin';
import { present } from '../../kernel/present';
import type { Watch } from '../../mandanten/watch';
import { peopleToldIn } from '../../settings/notices';
import { accountsIn } from '../../settings/routing';
import { withoutResubmit } from '../../settings/settings';
import { deliveredLately, inPhase, type Tally } from '../../submissions/lists/tally';
import { say } from '../../texts/say';
import { type Names, personView } from '../person';
import { stormsView } from '../storms-view';
import { type ConnectionsOf, connectionSummary, connectionViews, coveredUntil } from './connection-view';
import { type HealthOf, healthOf } from './health-view';

type AdminOf = HealthOf & {
  readonly registration: AdminAnswer['registration'];
  readonly tallies: readonly Tally[];
  readonly isCounting: boolean;
  readonly canSeal: boolean;
  readonly meter: Meter;
  readonly offers: Offers;
  readonly cloudId?: string | undefined;
  readonly names: Names;
};

/** What the admin page shows, worst first. */
export function adminView(of: AdminOf): AdminAnswer {
  const { settings } = of;
  const setUp = setUpOf(of);
  const sum = (count: (tally: Tally) => number) => of.tallies.reduce((all, tally) => all + count(tally), 0);
  return {
    version: settings.version,
    settings: settings.data,
    connection: connectionSummary(connectionsOf(of)),
    connections: connectionViews(connectionsOf(of)),
    registration: of.registration,
    mandanten: of.watches.map((w) => mandantOf(w, of)).sort(worstFirst),
    offered: of.offers.fresh.filter(({ id }) => !of.watches.some((w) => w.watched && w.mandant === id)),
    health: healthOf(of, setUp.filter(({ done }) => !done).length),
    setUp,
    canSeal: of.canSeal,
    ...present({ storms: stormsView(of.tallies, { ...of, settings: settings.data }) }),
    routed: [...accountsIn(settings.data.routing), ...peopleToldIn(settings.data.notices)].map((id) =>
      personView(id, of.names, of.lang),
    ),
    figures: {
      isCounting: of.isCounting,
      needsYou: sum((tally) => inPhase(tally, 'needs-you')),
      moving: sum((tally) => inPhase(tally, 'moving')),
      deliveredLast30Days: sum((tally) => deliveredLately(tally, of.now)),
      datev: summed(of.meter),
      ...present({ lastTickAt: of.health.lastReconciledAt }),
    },
  };
}

function connectionsOf(of: AdminOf): ConnectionsOf {
  const { connections, now, lang, cloudId } = of;
  const watched = of.watches.filter((w) => w.watched).map((w) => w.mandant);
  return {
    connections,
    environment: of.settings.data.environment,
    watched,
    now,
    lang,
    ...present({ cloudId }),
  };
}

function mandantOf(w: Watch, of: AdminOf): AdminMandant {
  const assignee = w.assignee === undefined ? undefined : personView(w.assignee, of.names, of.lang);
  const trouble = w.trouble === undefined ? undefined : problemView(w.trouble.problem, of.lang);
  return {
    id: w.mandant,
    watched: w.watched,
    ...present({
      name: w.name,
      assignee,
      trouble,
      coveredUntil: berlinMinutes(coveredUntil(w.mandant, connectionsOf(of)) ?? '') || undefined,
    }),
  };
}

function worstFirst(a: AdminMandant, b: AdminMandant): number {
  const weight = (m: AdminMandant) => (m.trouble === undefined ? 0 : 2) + (m.watched ? 1 : 0);
  return weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true });
}

const STEPS = ['environment', 'connection', 'mandanten', 'project', 'statuses'] as const;

function setUpOf(of: AdminOf): AdminAnswer['setUp'] {
  const { project } = of.settings.data;
  const done = {
    // Nobody chose it as long as nothing was ever saved: the default is production, and not to be taken for a decision.
    environment: of.settings.version > 0,
    connection: connectionSummary(connectionsOf(of)).state === 'connected',
    mandanten: of.watches.some((w) => w.watched),
    project: project !== undefined,
    // Of a rule's project health tells: an open step would take everything else that it has to tell off the page.
    statuses: project !== undefined && !withoutResubmit(of.settings.data).includes(project.key),
  };
  return STEPS.map((step) => ({
    step,
    done: done[step],
    text: say(`admin.steps.${step}`, of.lang),
  }));
}
