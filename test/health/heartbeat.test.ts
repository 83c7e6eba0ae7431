import { describe, expect, it } from 'vitest';
import { heartbeatOf } from '../../src/health/heartbeat';

const at = (time: string) => `2026-12-01T${time}:00.000Z`;

describe('whether the app lives', () => {
  it('is silent since its last look when something has been due for twenty minutes', () => {
    const beats = [{ dueAt: at('10:15'), lastLookAt: at('10:00') }];
    expect(heartbeatOf(beats, at('10:34'))).toEqual({ silentFrom: at('10:35') });
    expect(heartbeatOf(beats, at('10:35'))).toEqual({ silentSince: at('10:00') });
  });

  it('is silent since the first look that it missed when it never looked', () => {
    const beats = [{ dueAt: at('10:15') }, { dueAt: at('10:05') }];
    expect(heartbeatOf(beats, at('10:26'))).toEqual({ silentSince: at('10:05') });
  });

  it('misses nothing where nothing is due: at night, without Mandanten', () => {
    expect(heartbeatOf([], at('10:00'))).toEqual({});
    expect(heartbeatOf([{ lastLookAt: at('01:00') }], at('23:00'))).toEqual({});
    const night = [{ dueAt: at('22:00'), lastLookAt: at('01:00') }];
    expect(heartbeatOf(night, at('21:00'))).toEqual({ silentFrom: at('22:20') });
  });

  it('lives as long as it looks at others: who waits alone has a trouble of its own', () => {
    const stuck = { dueAt: at('04:00'), lastLookAt: at('03:45') };
    const looked = { dueAt: at('10:15'), lastLookAt: at('10:00') };
    expect(heartbeatOf([stuck, looked], at('10:10'))).toEqual({ silentFrom: at('10:35') });
    expect(heartbeatOf([stuck, looked], at('11:00'))).toEqual({ silentSince: at('10:00') });
  });

  it('is silent also when it ended in the middle of a round', () => {
    const beats = [
      { dueAt: at('10:00'), lastLookAt: at('09:45') },
      { dueAt: at('10:16'), lastLookAt: at('10:01') },
    ];
    expect(heartbeatOf(beats, at('10:35'))).toEqual({ silentFrom: at('10:36') });
    expect(heartbeatOf(beats, at('10:36'))).toEqual({ silentSince: at('10:01') });
  });
});
