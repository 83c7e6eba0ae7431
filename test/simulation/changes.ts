import { GROUPS } from '../../packages/sandbox/jira/site';
import { install } from '../../packages/sandbox/world/install';
import { draftOf } from '../support/draft-of';
import { inEarlierWords } from '../support/earlier-words';
import { jiraCall } from '../support/hands';
import { chance, type Deed, ended, leads, meanwhile, person, quietly } from './deed';
import { type Asked, ask, type Case, cases, one, PEOPLE, type Stage } from './stage';
import { MANDANTEN } from './world';

const page = 'datev-admin' as const;
type Settings = {
  readonly groups: object;
  readonly statuses: object;
  readonly project?: { readonly id: string; readonly key: string };
} & Readonly<Record<string, unknown>>;

/** Anna saves the settings, edited by her; nothing when the page does not even show them. */
export async function saveSettings(
  stage: Pick<Stage, 'w'>,
  edit: (settings: Settings) => Settings,
): Promise<Asked<unknown> | undefined> {
  type Seen = { readonly version: number; readonly settings: Settings };
  const seen = await ask<Seen>(stage, { by: 'admin', name: 'admin.view', page });
  if (seen.is !== 'done') return undefined;
  const payload = { version: seen.value.version, settings: edit(seen.value.settings) };
  return ask(stage, { by: 'admin', name: 'admin.save', page, payload });
}

/** Only firm leads may send from now on, or again everybody who works there. */
export async function setGroup(stage: Stage, isOpen: boolean): Promise<Asked<unknown> | undefined> {
  const resubmit = isOpen ? [] : [GROUPS.firmLeads];
  // Whoever may send again may have been waiting for it.
  if (isOpen) stage.heard.barred = 'nobody';
  const asked = await saveSettings(stage, (settings) => ({
    ...settings,
    groups: { ...settings.groups, resubmit },
  }));
  if (isOpen) for (const move of stage.heard.moves) move.isBarred = false;
  else if (asked?.is === 'done') stage.heard.barred = 'accountant';
  return asked;
}

async function narrowOrWiden(stage: Stage): Promise<string | undefined> {
  const isOpen = stage.heard.barred !== 'nobody';
  const asked = await setGroup(stage, isOpen);
  return asked && `Anna lets ${isOpen ? 'everybody' : 'firm leads only'} send${ended(asked)}`;
}

type Type = {
  readonly id: string;
  readonly name: string;
  readonly statuses: readonly { readonly id: string; readonly name: string }[];
};

/** Issues are created in that project from now on; what is there already stays. */
function intoProject(stage: Stage, key: string): Promise<Asked<unknown> | undefined> {
  const { id } = jiraCall<{ readonly id: string }>(stage.w, 'GET', `/project/${key}`);
  const types = jiraCall<readonly Type[]>(stage.w, 'GET', `/project/${key}/statuses`);
  const type = types.find(({ name }) => name === 'Task') ?? types[0];
  const named = (wanted: string) => type?.statuses.filter(({ name }) => name === wanted) ?? [];
  const meanings = {
    resubmit: named('Done').map((status) => status.id),
    closeWithout: named('Closed without sending').map((status) => status.id),
  };
  const project = { id, key, issueTypeId: type?.id ?? '' };
  return saveSettings(stage, (settings) => ({
    ...settings,
    project,
    statuses: { [id]: meanings, ...settings.statuses },
  }));
}

async function otherProject(stage: Stage): Promise<string | undefined> {
  const key = chance(stage, 0.6) ? 'TEAM' : 'BUCH';
  const asked = await intoProject(stage, key);
  return asked && `Anna has issues created in ${key}${ended(asked)}`;
}

/** A pipeline's mapping changed by whoever may. */
async function editMapping(stage: Stage): Promise<string | undefined> {
  const [by, mandant] = [person(stage), one(stage, MANDANTEN) ?? MANDANTEN[0]];
  const id = stage.sim.pipelines[mandant] ?? '';
  type Stored = { readonly version: number; readonly pipeline: { readonly mapping: object } };
  const seen = await ask<Stored>(stage, { by, name: 'pipeline.view', payload: { id } });
  if (seen.is !== 'done') return undefined;
  const { pipeline, version } = seen.value;
  const text = { from: 'constant', value: `Abschluss ${stage.dice.int(1000)}` };
  const draft = { ...draftOf(pipeline), mapping: { ...pipeline.mapping, text } };
  const asked = await ask(stage, { by, name: 'pipeline.save', payload: { id, version, draft } });
  return `${PEOPLE[by]} changes the mapping of ${mandant}${ended(asked)}`;
}

async function editPlan(stage: Stage): Promise<string | undefined> {
  const [by, mandant] = [person(stage), one(stage, MANDANTEN) ?? MANDANTEN[0]];
  type Account = { readonly number: string; readonly name: string };
  type Plan = { readonly accounts: readonly Account[] } & Readonly<Record<string, unknown>>;
  type Seen = { readonly version: number; readonly plan?: Plan };
  const seen = await ask<Seen>(stage, { by, name: 'accounts.view', payload: { mandant } });
  if (seen.is !== 'done' || seen.value.plan === undefined) return undefined;
  const { chart, accountLength, fiscalYearBegin, accounts } = seen.value.plan;
  const more = { number: String(9000 + stage.dice.int(900)), name: 'Neues Konto' };
  const kept = accounts.filter(({ number }) => number !== more.number);
  const plan = { chart, accountLength, fiscalYearBegin, accounts: [...kept, more] };
  const payload = { mandant, version: seen.value.version, plan };
  const asked = await ask(stage, { by, name: 'accounts.save', payload });
  return `${PEOPLE[by]} adds an account to the plan of ${mandant}${ended(asked)}`;
}

/** The configuration of pipelines and plans read back from its own file. */
async function importAgain(stage: Stage): Promise<string | undefined> {
  const given = await ask<object>(stage, { by: 'admin', name: 'configuration.export', page });
  if (given.is !== 'done') return undefined;
  const payload = { text: JSON.stringify(given.value) };
  const asked = await ask(stage, { by: 'admin', name: 'configuration.import', page, payload });
  return `Anna reads the configuration back from its file${ended(asked)}`;
}

/** Bodies as an older deployment left them in the queue. */
export const oldBodies = ({ submissionId: id, mandant }: Case) => [
  { v: 1, look: 'submission', id },
  { v: 1, look: 'mandant', id: mandant },
  { v: 1, look: 'tick' },
  { v: 0, look: 'submission', id },
];

/** They come late, doubled, of a version nobody knows. */
async function oldLook(stage: Stage): Promise<string | undefined> {
  const about = one(stage, await cases(stage));
  if (about === undefined) return undefined;
  const body = one(stage, oldBodies(about));
  await stage.w.forge.invoke('work-fn', { body });
  return `the queue delivers an old body: ${JSON.stringify(body)}`;
}

const fieldGone = quietly((stage) => {
  const own = stage.w.jira.site().fields.filter(({ name }) => name.startsWith('DATEV '));
  const field = one(stage, own);
  if (field === undefined) return undefined;
  if (chance(stage, 0.5)) {
    stage.w.jira.renameField(field.id, `${field.name} (alt)`);
    return `the field ${field.name} gets another name`;
  }
  stage.w.jira.deleteField(field.id);
  return `the field ${field.name} is deleted`;
});

/** What is stored is in the words of an earlier version, which today's code meets in the middle of what it does. */
async function earlierWords({ w }: Stage): Promise<string> {
  inEarlierWords(w);
  return 'what is stored is as an earlier version left it';
}

/** Removed, all approvals with it, and linked with its data again: as after an upgrade, everything is looked at anew. */
async function relink(stage: Stage): Promise<string> {
  const isRemoved = chance(stage, 0.5);
  if (isRemoved) await stage.w.forge.invoke('uninstalling-fn', {});
  install(stage.w.forge);
  return isRemoved ? 'Anna removes the app and installs it again' : 'the app is upgraded';
}

/** What people change of the app itself, and what becomes of its installation. */
export const CHANGES = {
  'edit-mapping': leads(0.7, editMapping, ['run']),
  'edit-plan': leads(0.5, editPlan, ['run']),
  import: leads(0.3, importAgain, ['run']),
  group: meanwhile(1, narrowOrWiden),
  'other-project': meanwhile(0.5, otherProject),
  'field-gone': meanwhile(0.5, fieldGone),
  'old-look': meanwhile(1, oldLook),
  relink: meanwhile(0.5, relink),
  'earlier-words': meanwhile(0.4, earlierWords),
} as const satisfies Readonly<Record<string, Deed>>;
