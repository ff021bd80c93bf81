import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveLine } from './LiveLine';
import type { ClientMessage, LiveNews, ServerMessage } from './protocol';

/** The other end of the line, moved by hand. */
class Server {
  sockets: Socket[] = [];
  open = () => {
    const socket = new Socket();
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  get socket(): Socket {
    return this.sockets.at(-1) as Socket;
  }
}

class Socket {
  readyState = 0;
  heard: ClientMessage[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string) {
    this.heard.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  accept() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(message: ServerMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  types() {
    return this.heard.map((message) => `${message.type} ${message.subject}`);
  }
}

const at = '2026-11-23T10:00:00Z';
const snapshot = (seq: number, data = {}) => ({ type: 'snapshot', subject: 's', seq, at, data }) as const;
const delta = (seq: number, data = {}) => ({ type: 'delta', subject: 's', seq, at, data }) as const;

describe('the live line', () => {
  let server: Server;
  let line: LiveLine;
  let news: LiveNews[];
  const onUnauthorized = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    onUnauthorized.mockClear();
    server = new Server();
    line = new LiveLine({ url: 'ws://test/live/', open: server.open, onUnauthorized });
    news = [];
    line.watch('s', (each) => news.push(each));
    line.connect();
    server.socket.accept();
  });

  afterEach(() => {
    line.close();
    vi.useRealTimers();
  });

  it('subscribes and tells the snapshot, then each change with the whole', () => {
    server.socket.say(snapshot(7, { elements: { a: { active: 1 } } }));
    server.socket.say(delta(8, { elements: { b: { active: 2 } } }));
    expect(server.socket.types()).toEqual(['subscribe s']);
    expect(news.map((each) => each.kind)).toEqual(['snapshot', 'delta']);
    expect(news[1]?.data).toEqual({ elements: { a: { active: 1 }, b: { active: 2 } } });
    expect(news[1]?.change).toEqual({ elements: { b: { active: 2 } } });
  });

  it('asks for a new snapshot at a gap and lets nothing through before it', () => {
    server.socket.say(snapshot(7));
    server.socket.say(delta(9, { state: 'lost one' }));
    server.socket.say(delta(10, { state: 'too early' }));
    expect(server.socket.types()).toEqual(['subscribe s', 'resync s']);
    expect(news).toHaveLength(1);
    server.socket.say(snapshot(10, { state: 'whole' }));
    server.socket.say(delta(11, { state: 'next' }));
    expect(news.map((each) => each.data.state)).toEqual([undefined, 'whole', 'next']);
  });

  it('ignores what it was told before', () => {
    server.socket.say(snapshot(7));
    server.socket.say(delta(7));
    expect(news).toHaveLength(1);
  });

  it('says since when it is frozen, and recovers by itself with a new snapshot', () => {
    server.socket.say(snapshot(7));
    const heardAt = Date.now();
    vi.advanceTimersByTime(3_000);
    server.socket.drop();
    expect(line.state).toEqual({ phase: 'frozen', since: heardAt });
    vi.advanceTimersByTime(1_000);
    expect(server.sockets).toHaveLength(2);
    server.socket.accept();
    expect(server.socket.types()).toEqual(['subscribe s']);
    server.socket.say(delta(8, { state: 'missed what came before' }));
    expect(news).toHaveLength(1);
    server.socket.say(snapshot(12, { state: 'recovered' }));
    expect(line.state.phase).toBe('live');
    expect(news.at(-1)?.data.state).toBe('recovered');
  });

  it('takes silence for a lost line, though the socket says it is open', () => {
    server.socket.say({ type: 'tick', at });
    vi.advanceTimersByTime(12_000);
    expect(line.state.phase).toBe('frozen');
  });

  it('stays live while the server ticks', () => {
    for (let ticks = 0; ticks < 10; ticks++) {
      server.socket.say({ type: 'tick', at });
      vi.advanceTimersByTime(5_000);
    }
    expect(line.state.phase).toBe('live');
    expect(server.sockets).toHaveLength(1);
  });

  it('tries ever more patiently, and at once when hurried', () => {
    const attemptsWithin = (ms: number) => {
      const before = server.sockets.length;
      for (let passed = 0; passed < ms; passed += 100) {
        vi.advanceTimersByTime(100);
        if (server.socket.onclose) server.socket.drop();
      }
      return server.sockets.length - before;
    };
    server.socket.drop();
    expect(attemptsWithin(10_000)).toBeGreaterThanOrEqual(3);
    attemptsWithin(60_000);
    expect(attemptsWithin(15_000)).toBeLessThanOrEqual(1);
    const before = server.sockets.length;
    line.hurry();
    expect(server.sockets).toHaveLength(before + 1);
  });

  it('does not knock again when the session is over', () => {
    server.socket.drop(4401);
    vi.advanceTimersByTime(60_000);
    expect(server.sockets).toHaveLength(1);
    expect(onUnauthorized).toHaveBeenCalledOnce();
  });

  it('keeps a subject while anybody listens, and gives a newcomer what is known', () => {
    server.socket.say(snapshot(7, { state: 'known' }));
    const late: LiveNews[] = [];
    const leave = line.watch('s', (each) => late.push(each));
    expect(late[0]?.data.state).toBe('known');
    leave();
    expect(server.socket.types()).toEqual(['subscribe s']);
  });

  it('unsubscribes when the last listener leaves', () => {
    const leave = line.watch('other', () => {});
    leave();
    expect(server.socket.types()).toEqual(['subscribe s', 'subscribe other', 'unsubscribe other']);
  });
});
