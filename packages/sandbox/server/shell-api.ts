import { Hono } from 'hono';
import type { Outcome } from '../forge/world-told';
import { jsonBody } from './control';
import { type FacesManifest, facesOf, type ManifestText, textIn } from './faces';
import { resourceId } from './faces-origin';
import { fileNamed, sendFaultyFile } from './other-program';
import { accountOf, PEOPLE } from './people';
import { readIssueAsAdmin } from './read-issue';
import type { Sandbox } from './sandbox';
import type {
  FetchProductAnswer,
  FetchProductRequest,
  InvokeAnswer,
  InvokeRequest,
  ShellConfig,
  ShellState,
} from './shell-types';

const PROJECT = 'BUCH';
/** A path a person's id can stand for; nothing else of the site is asked here. */
const READ_USER = '/rest/api/3/user';

type ShellApiOptions = {
  readonly sandbox: Sandbox;
  readonly manifest: FacesManifest;
  /** The project folder, in which the files of the manifest lie. */
  readonly root: string;
  readonly facesOrigin: string;
  readonly storyPace: number;
  /** The first page that looks tells the story. */
  readonly demo: boolean;
};

/** `/_shell/…` for our own page, and `/_sandbox/resolver` for tests: both go the way a face's `invoke` goes. */
export function shellApi(options: ShellApiOptions): Hono {
  const { sandbox } = options;
  let { demo } = options;
  const app = new Hono();
  app.get('/_shell/config', (c) => c.json(config(options, c.req.query('locale') ?? 'en-US')));
  app.get('/_shell/state', (c) => {
    const state: ShellState = {
      now: sandbox.world().clock.now(),
      frozen: sandbox.frozen(),
      panels: sandbox.panels(),
      showcase: sandbox.showcase(),
      faults: sandbox
        .world()
        .faults.list()
        .reduce((sum, { left }) => sum + left, 0),
      demo,
    };
    return c.json(state);
  });
  app.post('/_shell/invoke', async (c) => {
    const call = await c.req.json<InvokeRequest>();
    const { extension, locale } = call.context as { extension?: Record<string, unknown>; locale?: string };
    const outcome = await sandbox.world().invokeResolver({
      moduleKey: call.moduleKey,
      functionKey: call.functionKey,
      payload: call.payload,
      accountId: call.accountId,
      ...(extension === undefined ? {} : { extension }),
      ...(locale === undefined ? {} : { locale }),
    });
    return c.json(toInvokeAnswer(outcome));
  });
  app.post('/_sandbox/resolver', async (c) =>
    callResolver(sandbox, await jsonBody<ResolverOrder>(c.req.raw)),
  );
  app.post('/_shell/fetch-product', async (c) =>
    fetchProduct(sandbox, await c.req.json<FetchProductRequest>()),
  );
  app.post('/_shell/panel', async (c) => {
    const order = await c.req.json<{
      readonly issueId: string;
      readonly moduleKey: string;
      readonly shown: boolean;
    }>();
    sandbox.showPanel(`${order.issueId}/${order.moduleKey}`, order.shown);
    return c.json({});
  });
  app.post('/_shell/violation', async (c) => {
    const { rule, message } = await c.req.json<{ readonly rule: string; readonly message: string }>();
    sandbox.world().log.addViolation({ rule, message });
    return c.json({});
  });
  app.post('/_shell/demo-begun', (c) => {
    demo = false;
    return c.json({});
  });
  app.post('/_shell/other-program', async (c) => {
    const order = await jsonBody<{ readonly label?: unknown }>(c.req.raw);
    return c.json({ label: await sendFaultyFile(sandbox, order?.label) });
  });
  app.get('/_shell/files/:name', (c) => {
    const file = fileNamed(c.req.param('name'), c.req.query('label'));
    if (file === undefined) return c.notFound();
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="${file.name}"`,
    });
  });
  return app;
}

function config(
  { sandbox, manifest, root, facesOrigin, storyPace }: ShellApiOptions,
  locale: string,
): ShellConfig {
  const said = (text: ManifestText) => textIn(text, locale, { manifest, root });
  const world = sandbox.world();
  return {
    facesOrigin,
    cloudId: world.ids.cloudId,
    scopes: manifest.permissions.scopes,
    environmentType: world.environmentType,
    environmentId: world.ids.environmentId,
    project: PROJECT,
    storyPace,
    faces: facesOf(manifest).map((face) => ({
      type: face.type,
      key: face.key,
      title: said(face.title ?? face.name ?? face.key),
      ...(face.label === undefined ? {} : { label: said(face.label) }),
      ...(face.displayConditions === undefined ? {} : { displayConditions: face.displayConditions }),
      url: `${facesOrigin}/${resourceId(manifest, face)}/${face.key}/index.html`,
      localId: `ari:cloud:ecosystem::extension/${world.ids.appId}/${world.ids.environmentId}/static/${face.key}`,
    })),
    fieldNames: Object.fromEntries(
      (manifest.modules['jira:customField'] ?? []).map(({ key, name = key }) => [key, said(name)]),
    ),
    people: PEOPLE.map((person) => ({ ...person, name: displayName(sandbox, person.accountId) })),
  };
}

function displayName(sandbox: Sandbox, accountId: string): string {
  const answer = sandbox.world().services.jira.handle({
    method: 'GET',
    path: READ_USER,
    query: new URLSearchParams({ accountId }),
    headers: { accept: 'application/json' },
    body: new Uint8Array(),
    caller: { kind: 'person', accountId: accountOf('admin') },
  });
  if (answer.status !== 200) return accountId;
  return (JSON.parse(Buffer.from(answer.body).toString('utf8')) as { readonly displayName: string })
    .displayName;
}

/** The bridge rejects when the resolver threw or was killed; it tells the page the message and nothing more. */
export function toInvokeAnswer(outcome: Outcome): InvokeAnswer {
  if (outcome.kind === 'returned') return { result: outcome.value };
  const name = outcome.kind === 'threw' ? outcome.errorType : outcome.reason;
  return { error: { name, message: outcome.message } };
}

type ResolverOrder = {
  readonly moduleKey?: string;
  readonly functionKey?: string;
  readonly payload?: unknown;
  readonly user?: string;
  readonly issueKey?: string;
  readonly locale?: string;
};

async function callResolver(sandbox: Sandbox, order: ResolverOrder | undefined): Promise<Response> {
  if (order?.moduleKey === undefined || order.functionKey === undefined) {
    return Response.json(
      { error: 'Send {"moduleKey", "functionKey", "payload"?, "user"?, "issueKey"?, "locale"?}.' },
      { status: 400 },
    );
  }
  const extension = order.issueKey === undefined ? undefined : issueExtension(sandbox, order.issueKey);
  const outcome = await sandbox.world().invokeResolver({
    moduleKey: order.moduleKey,
    functionKey: order.functionKey,
    payload: order.payload,
    accountId: accountOf(order.user),
    ...(extension === undefined ? {} : { extension }),
    ...(order.locale === undefined ? {} : { locale: order.locale }),
  });
  const answer = toInvokeAnswer(outcome);
  return Response.json(answer, { status: 'error' in answer ? 500 : 200 });
}

/** What the shell would put into the context on this issue's page. */
function issueExtension(sandbox: Sandbox, issueKey: string): Record<string, unknown> | undefined {
  const issue = readIssueAsAdmin(sandbox, issueKey);
  if (issue === undefined) return undefined;
  const { issuetype, project } = issue.fields;
  return {
    issue: { id: issue.id, key: issue.key, type: issuetype.name, typeId: issuetype.id },
    project: { id: project.id, key: project.key, type: 'software' },
  };
}

/** `requestJira` of a face: as the person, within the app's scopes, through the app's seam and log. */
async function fetchProduct(sandbox: Sandbox, request: FetchProductRequest): Promise<Response> {
  if (request.product !== 'jira')
    return new Response(`The sandbox has no product "${request.product}".`, { status: 400 });
  if (request.isMultipartFormData === true)
    return new Response('The sandbox does not model form data through requestJira.', { status: 400 });
  const { method = 'GET', headers = [], body } = request.fetchRequestInit;
  const answer = await sandbox.world().requestProduct({
    accountId: request.accountId,
    method,
    path: request.restPath,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    ...(typeof body === 'string' ? { body } : {}),
  });
  const type = answer.headers['content-type'] ?? '';
  const isAttachment = !/json|text|xml/.test(type) && answer.status !== 204;
  const bytes = Buffer.from(answer.body);
  const reply: FetchProductAnswer = {
    status: answer.status,
    statusText: '',
    headers: answer.headers,
    body: isAttachment ? bytes.toString('base64') : bytes.toString('utf8'),
    isAttachment,
  };
  return Response.json(reply);
}
