import type { TestWorld } from './hands';

/** As if all of it had been set up with DATEV's production: settings, approvals, and DATEV's own side. Their tokens hold for long. */
export function inProduction(w: TestWorld): void {
  const other = { sandbox: 'production', production: 'sandbox' } as const;
  const text = JSON.stringify(w.forge.snapshot())
    .replaceAll(
      /(\\*")(sandbox|production)(\\*")/g,
      (_, open, name: keyof typeof other, close) => `${open}${other[name]}${close}`,
    )
    .replaceAll(/(?<="accessUntil\\*":\\*")\d{4}/g, '2099')
    .replaceAll(/"expiresAt":\d+/g, '"expiresAt":9000000000000');
  w.forge.restore(JSON.parse(text));
}
