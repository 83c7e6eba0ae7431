import * as v from 'valibot';
import * as kv from '../platform/kv';
import { must } from '../platform/must';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import type { DatevEnvironment } from './hosts';
import { EXTRA_SERVICES } from './oidc';
import type { DatevApp } from './oidc-api';

const Registration = v.object({
  clientId: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  isConfidential: v.boolean(),
  /** Where DATEV sends people back to, if not straight to this installation. */
  redirectUri: v.optional(v.string()),
  /** Absent in records of before there was a choice: all. */
  services: v.optional(v.array(v.picklist(EXTRA_SERVICES)), [...EXTRA_SERVICES]),
});
const Shape = v.object({ sandbox: v.optional(Registration), production: v.optional(Registration) });
const KIND: RecordKind<v.InferOutput<typeof Shape>> = { key: 'datev-app', schema: Shape, fallback: {} };

/** How the app is registered with DATEV, which does that apart for trial and real use. */
export type Registration = v.InferOutput<typeof Registration>;

const secretKey = (environment: DatevEnvironment) => `datev-app:${environment}`;

export async function loadRegistration(environment: DatevEnvironment): Promise<Registration | undefined> {
  return (await loadRecord(KIND)).data[environment];
}

/** `secret`: a new one, none any more (null), or as it was (undefined). */
export async function saveRegistration(
  environment: DatevEnvironment,
  registration: Omit<Registration, 'isConfidential'>,
  secret: string | null | undefined,
): Promise<void> {
  if (typeof secret === 'string') await must(kv.setSecret(secretKey(environment), { secret }));
  if (secret === null) await must(kv.removeSecret(secretKey(environment)));
  const isConfidential = (await secretOf(environment)) !== undefined;
  await changeRecord(KIND, (all) => ({ ...all, [environment]: { ...registration, isConfidential } }));
}

const Secret = v.object({ secret: v.pipe(v.string(), v.nonEmpty()) });

async function secretOf(environment: DatevEnvironment): Promise<string | undefined> {
  const found = v.safeParse(Secret, await must(kv.getSecret(secretKey(environment))));
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
