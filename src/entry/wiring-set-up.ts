import { listClients } from '../datev/clients-api';
import { loadConnection } from '../datev/login/connection-store';
import { MAIN, tokenFor } from '../datev/login/token-store';
import { afterLook } from '../datev/offers';
import { changeOffers, loadOffers } from '../datev/offers-store';
import type { TestIssuePorts } from '../flows/test-issue';
import { createIssue, deleteIssue, readIssue } from '../jira/issue-api';
import { testIssue } from '../jira/test-issue-text';
import { secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { loadSettings } from '../settings/settings-store';
import { appAccount, ownIssues } from './site';

/** The external id of this installation's test issue; it looks like one of a submission and never is. */
function markOfTest(): string {
  return `test-${sha256(surroundings().installationId).slice(0, 15)}`;
}

/** Hands for trying project and issue type. */
export function testIssuePorts(): TestIssuePorts {
  return {
    settings: async () => (await loadSettings()).data,
    find: () => ownIssues(markOfTest()),
    create: ({ project, language, requiredValues }) =>
      createIssue({
        projectId: project?.id ?? '',
        issueTypeId: project?.issueTypeId ?? '',
        ...testIssue(language),
        fields: requiredValues,
        property: { v: 1, externalId: markOfTest(), jobId: '', mandant: '', errorCode: '' },
      }),
    isTest,
    remove: deleteIssue,
  };
}

async function isTest(id: string): Promise<Result<boolean, Problem>> {
  const [issue, app] = [await readIssue(id, { changelog: false }), await appAccount()];
  if (!issue.ok) return issue;
  if (!app.ok) return app;
  const { property, creatorId } = issue.value;
  const isMarked =
    typeof property === 'object' &&
    property !== null &&
    'externalId' in property &&
    property.externalId === markOfTest();
  return ok(isMarked && creatorId === app.value);
}

/** A session may be there for some hours of the day only: asked hourly, it looks once in this time. */
const LOOK_SECONDS = 20 * 3600;

/** Which Mandanten DATEV shows that were not there before. A long-term approval may not ask for the list. */
export async function lookForMandanten(): Promise<void> {
  const offers = await loadOffers();
  const { environment } = (await loadSettings()).data;
  const isSame = offers.environment === environment && offers.at !== undefined;
  if (isSame && secondsBetween(offers.at ?? '', now()) < LOOK_SECONDS) return;
  const { data: session } = await loadConnection(MAIN);
  if (session?.state !== 'live') return;
  const token = await tokenFor(environment);
  const listed = token.ok ? await listClients({ environment, token: token.value }) : fail(undefined);
  if (!listed.ok) return;
  const asked = { at: now(), environment };
  await changeOffers((newest) => afterLook(newest, listed.value, asked));
}
