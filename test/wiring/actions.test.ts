import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionName } from '../../src/contract/actions';
import { readManifest } from './manifest-file';

/** What the manifest promises to Jira Automation and what the code takes. */
const BY_KEY: Readonly<Record<string, ActionName>> = {
  'datev-resubmit': 'submission.resubmit',
  'datev-close': 'submission.close',
  'datev-run': 'pipeline.run',
  'datev-status': 'submission.status',
};
const { modules, permissions } = readManifest();
const actions = modules['action'] ?? [];

describe('actions of Jira Automation', () => {
  it('are declared once each, and offered to Automation', () => {
    expect(actions.map(({ key }) => key).sort()).toEqual(Object.keys(BY_KEY).sort());
    const offered = (modules['automation:actionProvider'] ?? []).flatMap((one) => one.actions ?? []);
    expect([...offered].sort()).toEqual(Object.keys(BY_KEY).sort());
  });

  it.each(actions.map((one) => [one.key, one] as const))(
    '%s declares the inputs that its schema reads, all of them text',
    (key, one) => {
      const name = BY_KEY[key];
      expect(name).toBeDefined();
      const read = Object.keys(ACTIONS[name as ActionName].entries);
      expect(Object.keys(one.inputs ?? {}).sort()).toEqual(read.sort());
      expect(Object.values(one.inputs ?? {}).map(({ type, required }) => [type, required])).toEqual(
        read.map(() => ['string', true]),
      );
      expect(Object.keys(one.outputs ?? {}).length).toBeLessThanOrEqual(10);
    },
  );

  it('keep to what Automation and Rovo take of descriptions and names', () => {
    const long = actions.filter(({ description = '' }) => String(description).length > 255);
    expect(long).toEqual([]);
  });

  it('are in no reach of Rovo: no agent names one, and no-code agents want a scope that is not asked for', () => {
    expect(Object.keys(modules).filter((kind) => kind.startsWith('rovo:'))).toEqual([]);
    expect(permissions.scopes).not.toContain('read:chat:rovo');
  });

  it('say in their verb whether they change something, and only one does not', () => {
    const reading = actions.filter(({ actionVerb }) => actionVerb === 'GET').map(({ key }) => key);
    expect(reading).toEqual(['datev-status']);
    expect(actions.every(({ actionVerb }) => actionVerb === 'GET' || actionVerb === 'TRIGGER')).toBe(true);
  });
});
