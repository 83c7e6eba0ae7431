import * as v from 'valibot';
import { type ConfigEvent, changeOf } from '../../audit/config-event';
import { changeLogged } from '../../audit/config-log-store';
import { worded } from '../../audit/config-words';
import { present } from '../../kernel/present';
import { uuid } from '../../platform/ids';
import * as kv from '../../platform/kv';
import { loadRecord, type RecordKind } from '../../platform/records';
import { unwrap } from '../../platform/trouble';
import type { Actor } from '../../submissions/events';
import type { DatevEnvironment } from '../hosts';
import { EXTRA_SERVICES } from './oidc';
import type { DatevApp } from './oidc-api';

const Registration = v.object({
  clientId: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  isConfidential: v.boolean(),
  /** Under which its secret is kept. Absent without one, and in records of before there were several. */
  secretId: v.optional(v.string()),
  /** Where DATEV sends people back to, if not straight to this installation. */
  redirectUri: v.optional(v.string()),
  /** Absent in records of before there was a choice: all. */
  services: v.optional(v.array(v.picklist(EXTRA_SERVICES)), [...EXTRA_SERVICES]),
});
const Shape = v.object({ sandbox: v.optional(Registration), production: v.optional(Registration) });
const KIND: RecordKind<v.InferOutput<typeof Shape>> = { key: 'datev-app', schema: Shape, fallback: {} };

/** How the app is registered with DATEV, which does that apart for trial and real use. */
type Registration = v.InferOutput<typeof Registration>;

/** A secret counts once the record names it: that is one step with its entry in the log, and storing it is none. */
function secretKey(environment: DatevEnvironment, id: string | undefined): string {
  return id === undefined ? `datev-app:${environment}` : `datev-app:${environment}:${id}`;
}

export async function loadRegistration(environment: DatevEnvironment): Promise<Registration | undefined> {
  return (await loadRecord(KIND)).data[environment];
}

type RegisterRequest = {
  readonly environment: DatevEnvironment;
  readonly registration: Omit<Registration, 'isConfidential' | 'secretId'>;
  /** A new one, none any more (null), or as it was (undefined). */
  readonly secret: string | null | undefined;
  readonly by: Actor;
};

export async function saveRegistration(wish: RegisterRequest): Promise<void> {
  const { environment, registration, secret, by } = wish;
  const made = typeof secret === 'string' ? uuid() : undefined;
  if (made !== undefined) await unwrap(kv.setSecret(secretKey(environment, made), { secret }));
  const { before, after } = await changeLogged(KIND, {
    by,
    change: (all) => ({
      ...all,
      [environment]: { ...registration, ...secretNow(all[environment], { secret, made }) },
    }),
    event: (was, is) => registrationChange(environment, was[environment], is[environment]),
  });
  const [was, is] = [before[environment], after[environment]];
  if (was?.isConfidential === true && (is?.isConfidential !== true || is.secretId !== was.secretId))
    await unwrap(kv.removeSecret(secretKey(environment, was.secretId)));
}

function secretNow(
  before: Registration | undefined,
  { secret, made }: { readonly secret: string | null | undefined; readonly made: string | undefined },
): Pick<Registration, 'isConfidential' | 'secretId'> {
  if (made !== undefined) return { isConfidential: true, secretId: made };
  if (secret === null || before?.isConfidential !== true) return { isConfidential: false };
  return { isConfidential: true, ...present({ secretId: before.secretId }) };
}

function registrationChange(
  environment: DatevEnvironment,
  before: Registration | undefined,
  after: Registration | undefined,
): ConfigEvent | undefined {
  return changeOf({
    what: before === undefined ? 'registration.made' : 'registration.changed',
    about: `registration:${environment}`,
    before: worded(decided(before)),
    after: worded(decided(after)),
  });
}

function decided(registration: Registration | undefined) {
  if (registration === undefined) return undefined;
  const { secretId, isConfidential, ...rest } = registration;
  return { ...rest, ...(isConfidential ? { secret: secretId ?? 'the first' } : {}) };
}

const Secret = v.object({ secret: v.pipe(v.string(), v.nonEmpty()) });

async function secretOf(environment: DatevEnvironment): Promise<string | undefined> {
  const id = (await loadRegistration(environment))?.secretId;
  const found = v.safeParse(Secret, await unwrap(kv.getSecret(secretKey(environment, id))));
  return found.success ? found.output.secret : undefined;
}

/** The app as it proves itself to DATEV. */
export async function appOf(
  environment: DatevEnvironment,
  app: { readonly clientId: string; readonly isConfidential: boolean },
): Promise<DatevApp> {
  const { clientId, isConfidential } = app;
  return { clientId, secret: isConfidential ? await secretOf(environment) : undefined };
}

/** How the app proves itself is asked for. */
export type AppOf = typeof appOf;

/** The same for many connections of one look, for whose tokens the same secret is read once. */
export function appsOnce(): AppOf {
  const asked = new Map<string, Promise<DatevApp>>();
  return (environment, app) => {
    const key = [environment, app.clientId, app.isConfidential].join(' ');
    const found = asked.get(key) ?? appOf(environment, app);
    asked.set(key, found);
    return found.catch((error: unknown) => {
      asked.delete(key);
      throw error;
    });
  };
}
