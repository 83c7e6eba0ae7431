import { parse } from 'yaml';

type Manifest = {
  readonly app: { readonly licensing?: { readonly enabled?: boolean } };
  readonly permissions: {
    readonly external: { readonly fetch: { readonly backend: readonly Host[] } };
  };
};
type Host = { readonly address: string; readonly inScopeEUD?: boolean };

/** Of `manifest.yml`: where the app may send something, and whether it is licensed. */
export function readManifest(text: string): { readonly hosts: readonly Host[]; readonly isPaid: boolean } {
  const { app, permissions } = parse(text) as Manifest;
  return { hosts: permissions.external.fetch.backend, isPaid: app.licensing?.enabled === true };
}

const ANSWERS: Readonly<Record<string, boolean>> = { yes: true, ja: true, no: false, nein: false };

/** The table of a document: `| host | … | yes or no |`, without the `https://` of the manifest. */
function hostsIn(text: string): ReadonlyMap<string, boolean> {
  const rows = text.matchAll(/^\| `([^`]+)` \|.*\| (yes|no|ja|nein) \|$/gm);
  return new Map([...rows].map(([, host = '', answer = '']) => [host, ANSWERS[answer] === true]));
}

/** Hosts that a document does not name, names without the manifest, or says the other thing of. */
export function hostFaults(hosts: readonly Host[], file: string, text: string): readonly string[] {
  const told = hostsIn(text);
  const name = ({ address }: Host) => address.replace('https://', '');
  const known = new Set(hosts.map(name));
  return [
    ...hosts
      .filter((host) => told.get(name(host)) !== host.inScopeEUD)
      .map((host) => `${file}: ${name(host)} is not told as manifest.yml declares it`),
    ...[...told.keys()]
      .filter((host) => !known.has(host))
      .map((host) => `${file}: manifest.yml has no ${host}`),
  ];
}
