import { describe, expect, it } from 'vitest';

type Needs = { readonly projects: readonly string[]; readonly backend: boolean; readonly pages: boolean };
// Plain Node without types, because it runs before anything is installed.
const tools = '../../tools/lib/tests.mjs';
const { needsOf } = (await import(tools)) as { needsOf(filters: readonly string[]): Needs };

describe('npm test -- <paths>', () => {
  it.each([
    [['test/kernel'], { projects: ['unit'], backend: false, pages: false }],
    [['./test/dxso/zip.test.ts'], { projects: ['unit'], backend: false, pages: false }],
    [['test/flows/story.test.ts'], { projects: ['flow'], backend: true, pages: false }],
    [['test/simulation/auditor.test.ts'], { projects: ['flow'], backend: true, pages: false }],
    [['test/kernel', 'test/flows'], { projects: ['unit', 'flow'], backend: true, pages: false }],
    [['test/e2e/desk.test.ts'], { projects: ['browser'], backend: true, pages: true }],
  ])('%j makes only what those tests need', (filters, needs) => {
    expect(needsOf(filters)).toEqual(needs);
  });

  it('a name that is no path may be anywhere, so everything is made', () => {
    expect(needsOf(['story'])).toMatchObject({ backend: true, pages: true });
    expect(needsOf(['story']).projects).toContain('browser');
  });
});
