import type { IssuePreview } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import { exampleOf, linesOf, mappedIds, summaryOf } from '../../jira/preview';
import type { CreateScreen } from '../../jira/project';
import { createScreen, issueTypes } from '../../jira/project-api';
import { dueDayAfter, filedBy, inPlace, type Place, personIn, placesOf } from '../../jira/routing';
import { demanded } from '../../jira/why-not-created';
import { berlinDay } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import type { CauseClass } from '../../settings/routing';
import type { Settings } from '../../settings/settings';
import { say } from '../../texts/say';
import { nameOf } from '../../views/person';

type Wish = {
  readonly settings: Settings;
  readonly mandant?: string | undefined;
  readonly class: CauseClass;
  readonly lang: Lang;
};

/** How an issue would look under settings that are not saved yet: an example of each class, for one Mandant or any. */
export async function previewIssue(wish: Wish): Promise<Result<IssuePreview, Problem>> {
  const { settings, mandant = ANY } = wish;
  const places = placesOf(settings, { mandant, class: wish.class });
  return inPlace(places, async (place, missed) => {
    const shown = await previewIn(place, { ...wish, mandant });
    return shown.ok ? ok({ ...shown.value, ...present({ missed: missed?.project.key }) }) : shown;
  });
}

async function previewIn(
  place: Place,
  wish: Wish & { readonly mandant: string },
): Promise<Result<IssuePreview, Problem>> {
  const { project, issueTypeId, route } = place;
  const { settings, mandant } = wish;
  const screen = await createScreen(place);
  const types = await issueTypes(project.id);
  if (!screen.ok) return screen;
  if (!types.ok) return types;
  const { watch } = await loadWatch(mandant);
  const attributes = exampleOf(wish.class, { mandant, mandantName: watch.name ?? mandant });
  const fields = screen.value;
  const today = berlinDay(now());
  const due = dueDayAfter(settings.routing, route, today);
  const filed = filedBy(route, { screen: fields, attributes, due });
  const values = { ...settings.requiredValues, ...filed.fields };
  const person = personIn(route, { ofMandant: watch.assignee, usual: settings.defaultAssignee, today });
  const assignee = await assigneeIn(fields, { person, ...wish });
  const ours = Object.fromEntries(mappedIds(settings.fields, wish.class).map((id) => [id, true]));
  const open = demanded(fields, { fields: { ...values, ...ours }, assignee });
  if (open !== undefined) return fail(open);
  return ok({
    summary: summaryOf(route, { attributes, class: wish.class, lang: settings.language }),
    project: project.key,
    issueType: types.value.find(({ id }) => id === issueTypeId)?.name ?? issueTypeId,
    ...present({ assignee }),
    lines: linesOf(values, fields),
    left: filed.left,
  });
}

/** By name; where the project demands somebody and nobody was chosen, an approval goes to one of those who may give it. */
async function assigneeIn(
  screen: CreateScreen,
  { person, class: kind, lang }: Wish & { readonly person: string | undefined },
): Promise<string | undefined> {
  if (person !== undefined) return nameOf(person, await namesOf([person]), lang);
  const isDemanded = screen.get('assignee')?.required === true;
  return kind === 'approval' && isDemanded ? say('person.approver', lang) : undefined;
}

const ANY = '455148-1';
