import { createRequire } from 'node:module';
import type { FacesManifest } from './faces';

// @forge/csp ships CommonJS and types that lean on packages of the Forge CLI, so it is loaded untyped behind this file.
const load = createRequire(import.meta.url);
type Details = Record<string, string[]>;
type CspTools = {
  CSPProcessingService: new (
    logger: { info(): void },
    cheerio: unknown,
  ) => { getCspDetails(html: string, permissions: unknown): Details };
  CSPInjectionService: new () => {
    getInjectableCSP(options: {
      existingCSPDetails: Details;
      microsEnv: 'prod';
      hostname: string;
      isFedRAMP: boolean;
    }): string[];
  };
};
const tools = load('@forge/csp') as CspTools;
const cheerio = load('cheerio') as {
  load(html: string): { (selector: string): { prepend(html: string): void }; html(): string };
};

/**
 * The Content-Security-Policy that Forge's CDN sends with a Custom UI page: computed by Atlassian's own package from
 * the page and the manifest's permissions. Only `report-uri` is left out, since nobody listens offline.
 */
export function contentSecurityPolicy(
  html: string,
  permissions: FacesManifest['permissions'],
  embeddedBy: string,
): string {
  const processing = new tools.CSPProcessingService({ info() {} }, cheerio.load);
  const details = processing.getCspDetails(html, {
    content: permissions.content,
    external: clientFetchAsStrings(permissions.external),
  });
  return new tools.CSPInjectionService()
    .getInjectableCSP({
      existingCSPDetails: details,
      microsEnv: 'prod',
      hostname: embeddedBy,
      isFedRAMP: false,
    })
    .filter((directive) => !directive.startsWith('report-uri'))
    .join('; ');
}

// The package takes `fetch.client` as plain addresses, the manifest also allows `{address}`.
function clientFetchAsStrings(external: FacesManifest['permissions']['external']): unknown {
  if (external?.fetch?.client === undefined) return external;
  const client = external.fetch.client.map((entry) => (typeof entry === 'string' ? entry : entry.address));
  return { ...external, fetch: { ...external.fetch, client } };
}

/** The page with the bridge in front of everything else: `@forge/bridge` looks for it while it is loaded. */
export function withBridge(html: string, embeddedBy: string, bridge: 'bridge' | 'native' = 'bridge'): string {
  const page = cheerio.load(html);
  page('head').prepend(`<script src="/__forge/${bridge}.js" data-host="${embeddedBy}"></script>`);
  return page.html();
}
