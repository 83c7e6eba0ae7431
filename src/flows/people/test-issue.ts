import { deleteIssue, readIssue } from '../../jira/issue-api';
import { textIn } from '../../jira/mirror';
import { createWithFewer } from '../../jira/new-issue-api';
import { appAccount, ownIssues } from '../../jira/own-api';
import type { CreateScreen } from '../../jira/project';
import { createScreen } from '../../jira/project-api';
import { dueDayAfter, filedBy, inPlace, type Place, personIn, placesOf } from '../../jira/routing';
import { withLeft, withMissed } from '../../jira/text/left-text';
import { testIssue } from '../../jira/text/test-issue-text';
import { berlinDay } from '../../kernel/berlin';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import type { IssueLink } from '../../submissions/submission';

type TestIssue = { readonly id: string; readonly key: string };

/** Creates a test issue as a real one would be; one that is there already is shown instead of a second one. */
export async function makeTestIssue(): Promise<Result<TestIssue, Problem>> {
  const found = await ownIssues(markOfTest());
  if (!found.ok) return found;
  const [there] = found.value;
  return there === undefined ? create((await loadSettings()).data) : ok({ id: there.id, key: there.key });
}

/** Removes the test issue that was shown, and any other that a lost answer left. */
export async function removeTestIssues(shown: string): Promise<Result<null, Problem>> {
  const found = await ownIssues(markOfTest());
  if (!found.ok) return found;
  // Jira's index may not know yet what was created a moment ago, so the one that was shown is named.
  for (const id of new Set([...found.value.map((issue) => issue.id), shown])) {
    const removed = await removeOne(id);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

async function removeOne(id: string): Promise<Result<null, Problem>> {
  const ours = await isTest(id);
  if (!ours.ok) return ours.problem.code === 'jira.issue-gone' ? ok(null) : ours;
  if (!ours.value) return fail({ code: 'access.not-allowed', retry: 'after-fix' });
  const removed = await deleteIssue(id);
  return removed.ok || removed.problem.code === 'jira.issue-gone' ? ok(null) : removed;
}

/** The external id of this installation's test issue; it looks like one of a submission and never is. */
function markOfTest(): string {
  return `test-${sha256(surroundings().installationId).slice(0, 15)}`;
}

/** Filed as a rejected file of no Mandant in particular would be; what Jira refuses of that must not cost the issue. */
async function create(settings: Settings): Promise<Result<TestIssue, Problem>> {
  const places = placesOf(settings, { mandant: '', class: 'datev' });
  const made = await inPlace(places, (place, missed) => createIn(place, settings, missed?.project.key));
  return made.ok ? ok({ id: made.value.id, key: made.value.key }) : made;
}

async function createIn(
  place: Place,
  { language, requiredValues, routing, defaultAssignee: usual }: Settings,
  missed: string | undefined,
): Promise<Result<IssueLink, Problem>> {
  const screen = await createScreen(place);
  if (!screen.ok) return screen;
  const today = berlinDay(now());
  const due = dueDayAfter(routing, place.route, today);
  const person = personIn(place.route, { ofMandant: undefined, usual, today });
  const filed = (takes: CreateScreen) =>
    filedBy(place.route, { screen: takes, attributes: NO_ATTRIBUTES, due });
  const { summary, description } = testIssue(language);
  const property = { v: 1, externalId: markOfTest(), jobId: '', mandant: '', errorCode: '' };
  const draft = (takes: CreateScreen, left: readonly string[]) => {
    const given = Object.entries(requiredValues).filter(([id]) => takes.has(id));
    return {
      projectId: place.project.id,
      issueTypeId: place.issueTypeId,
      summary,
      property,
      description: withLeft(withMissed(description, missed, language), left, language),
      fields: { ...Object.fromEntries(given), ...filed(takes).fields },
      // Nobody hears of a test who need not.
      ...(takes.get('assignee')?.required === true ? present({ assignee: person }) : {}),
    };
  };
  const made = await createWithFewer(screen.value, draft, filed(screen.value).left);
  return made.ok ? ok(made.value.issue) : made;
}

const NO_ATTRIBUTES = {
  mandant: '',
  mandantName: '',
  batch: '',
  fileName: '',
  class: '',
  code: '',
  jobId: '',
  period: '',
  pipeline: '',
};

/** Whether this issue is a test issue of this installation; the browser only says which one it showed. */
async function isTest(id: string): Promise<Result<boolean, Problem>> {
  const [issue, app] = [await readIssue(id, { changelog: false }), await appAccount()];
  if (!issue.ok) return issue;
  if (!app.ok) return app;
  const { property, creatorId } = issue.value;
  return ok(textIn(property, 'externalId') === markOfTest() && creatorId === app.value);
}
