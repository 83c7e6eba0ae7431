import '../support/forge-globals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { now, nowMs } from '../../src/platform/clock';
import { remainingMs, surroundings } from '../../src/platform/context';
import { envValue } from '../../src/platform/env';
import { uuid } from '../../src/platform/ids';
import { log } from '../../src/platform/log';
import { chance } from '../../src/platform/random';

afterEach(() => vi.restoreAllMocks());

function logged(write: () => void): string {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  write();
  return lines.join('\n');
}

describe('the surroundings of an invocation', () => {
  it('names installation, environment and site', () => {
    expect(surroundings()).toEqual({
      installationId: 'installation-1',
      environmentType: 'PRODUCTION',
      appVersion: '1.2.3',
      cloudId: 'cloud-1',
    });
    expect(remainingMs()).toBe(12_345);
  });

  it('tells time in UTC, draws chances below one and new ids', () => {
    expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(now()) - nowMs())).toBeLessThan(60_000);
    const drawn = Array.from({ length: 100 }, chance);
    expect(drawn.every((n) => n >= 0 && n < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(90);
    expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('takes an empty variable for none', () => {
    process.env['EDGES_TEST'] = '';
    expect(envValue('EDGES_TEST')).toBeUndefined();
    process.env['EDGES_TEST'] = 'x';
    expect(envValue('EDGES_TEST')).toBe('x');
  });
});

describe('a log line', () => {
  it('is one line of JSON', () => {
    const line = logged(() => log('datev.call', { status: 202, why: 'a\nb', gone: undefined }));
    expect(line.split('\n')).toHaveLength(1);
    expect(JSON.parse(line)).toEqual({ event: 'datev.call', status: 202, why: 'a\nb' });
  });

  it('hides secrets by name and by look', () => {
    const line = logged(() =>
      log('x', {
        accessToken: 'abc',
        url: 'https://x.de/cb?code=SECRET1&a=1',
        header: 'Bearer SECRET2-long',
      }),
    );
    expect(line).not.toMatch(/abc|SECRET/);
    expect(line).toContain('a=1');
  });
});
