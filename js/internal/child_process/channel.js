'use strict';

// The IPC channel between two processes: send(), 'message', disconnect(), handles on their way. `target` is a ChildProcess, or `process`.
// What a forked child needs at its start is little: nothing here loads net or streams before a handle comes or goes, nor the texts of errors.

const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { fields, constants } = internalBinding('env');
const EventEmitter = require('events');
const { ErrnoException, codes } = require('internal/errors');
const serializations = require('internal/child_process/serialization');
const { installReader } = require('internal/stream_reader');

const { streamState } = fields;
const { kLastWriteWasAsync } = constants;

const kChannelHandle = Symbol('kChannelHandle');
const kPendingMessages = Symbol('kPendingMessages');
const kInternalPrefix = 'NODE_';
const kMaxRetransmissions = 3;
const kSlowReaderBytes = 65536 * 2;

function noop() {}

// process.channel and subprocess.channel. The channel keeps the process alive while somebody listens, unless the user says otherwise.
class Control extends EventEmitter {
  #channel;
  #refs = 0;
  #refExplicitlySet = false;

  constructor(channel) {
    super();
    this.#channel = channel;
    this[kPendingMessages] = [];
  }

  get fd() { return this.#channel?.fd; }

  refCounted() {
    if (++this.#refs === 1 && !this.#refExplicitlySet) this.#channel.ref();
  }

  unrefCounted() {
    if (--this.#refs === 0 && !this.#refExplicitlySet) {
      this.#channel.unref();
      this.emit('unref');
    }
  }

  ref() {
    this.#refExplicitlySet = true;
    this.#channel.ref();
  }

  unref() {
    this.#refExplicitlySet = true;
    this.#channel.unref();
  }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > kInternalPrefix.length && message.cmd.startsWith(kInternalPrefix);
}

const isAcknowledgement = (message) => message?.cmd === 'NODE_HANDLE_ACK' || message?.cmd === 'NODE_HANDLE_NACK';

function closePendingHandle(target) {
  target._pendingMessage.handle.close();
  target._pendingMessage = null;
}

// One channel's state and the functions that `target` gets.
class Channel {
  constructor(target, handle, mode) {
    this.target = target;
    this.handle = handle;
    this.control = new Control(handle);
    this.format = serializations[mode];
    this.pendingHandle = null;
    this.finishWhenWhole = null;  // What a disconnect() waits to do.
  }

  // ---- Receiving ----

  takeHandle() {
    const type = this.handle.pendingType();
    if (type === undefined) return;
    const { makeReceiver } = require('internal/child_process/handles');
    const receiver = makeReceiver(type);
    if (receiver === undefined || this.handle.acceptPending(receiver) !== 0) return;
    this.pendingHandle = receiver;
  }

  onRead(data) {
    if (data === undefined) {
      this.onEnd();
      return;
    }
    this.takeHandle();
    for (const message of this.format.parseChannelMessages(this.handle, data)) {
      const internal = isInternal(message);
      // A handle comes with the bytes of its own message: there is one of them at most in what was read.
      if (internal && message.cmd === 'NODE_HANDLE') {
        const handle = this.pendingHandle;
        this.pendingHandle = null;
        this.deliver(message, handle, true);
      } else {
        this.deliver(message, undefined, internal);
      }
    }
    if (this.finishWhenWhole !== null && this.handle.buffering !== true) process.nextTick(this.finishWhenWhole);
  }

  onEnd() {
    const { handle, target } = this;
    handle.buffering = false;
    if (target.connected) target.disconnect();
    handle.onread = noop;
    handle.close();
    target._channel = null;
    require('internal/child_process').maybeClose(target);
  }

  deliver(message, handle, internal) {
    if (!this.target.channel) return;
    process.nextTick(emitMessage, this.target, internal ? 'internalMessage' : 'message', message, handle);
  }

  onInternalMessage(message, handle) {
    const { target } = this;
    if (isAcknowledgement(message)) {
      this.onAcknowledged(message);
      return;
    }
    if (message.cmd !== 'NODE_HANDLE') return;
    if (!handle) {
      // It got lost on the way: the other side sends it again.
      target._send({ cmd: 'NODE_HANDLE_NACK' }, null, true);
      return;
    }
    target._send({ cmd: 'NODE_HANDLE_ACK' }, null, true);
    const { conversions } = require('internal/child_process/handles');
    Reflect.apply(conversions[message.type].got, target, [message, handle, (converted) => {
      this.deliver(message.msg, converted, isInternal(message.msg));
    }]);
  }

  onAcknowledged(message) {
    const { target } = this;
    const pending = target._pendingMessage;
    if (pending) {
      if (message.cmd === 'NODE_HANDLE_ACK') {
        closePendingHandle(target);
      } else if (pending.retransmissions++ === kMaxRetransmissions) {
        closePendingHandle(target);
        process.emitWarning('Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
      }
    }
    const queue = target._handleQueue ?? [];
    target._handleQueue = null;
    if (target._pendingMessage) {
      const { message: again, handle, options, callback } = target._pendingMessage;
      target._send(again, handle, options, callback);
    }
    for (const entry of queue) target._send(entry.message, entry.handle, entry.options, entry.callback);
    // A disconnect that waited for the queue.
    if (!target.connected && target.channel && !target._handleQueue) target._disconnect();
  }

  // ---- Sending ----

  send(message, handle, options, callback) {
    const { target } = this;
    if (message === undefined) throw new codes.ERR_MISSING_ARGS('message');
    const type = typeof message;
    if (type !== 'string' && type !== 'object' && type !== 'number' && type !== 'boolean') {
      throw new codes.ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    }
    if (typeof options === 'boolean') options = { swallowErrors: options };

    let conversion;
    if (handle) {
      const { conversions, typeOf } = require('internal/child_process/handles');
      message = { cmd: 'NODE_HANDLE', type: typeOf(handle), msg: message };
      if (target._handleQueue) return this.enqueue(message.msg, handle, options, callback);
      conversion = conversions[message.type];
      handle = Reflect.apply(conversion.send, target, [message, handle, options]);
      if (!handle) message = message.msg;  // Sent before, or nothing behind it: the message goes alone.
    } else if (target._handleQueue && !isAcknowledgement(message)) {
      return this.enqueue(message, null, options, callback);  // Or it would overtake others.
    }
    const { WriteWrap } = internalBinding('stream_wrap');
    const request = new WriteWrap();
    const err = this.format.writeChannelMessage(this.handle, request, message, handle);
    if (err === 0) this.sent(request, message, handle, options, callback, conversion);
    else this.sendFailed(err, message, handle, options, callback, conversion);
    return this.handle.writeQueueSize < kSlowReaderBytes;
  }

  enqueue(message, handle, options, callback) {
    const queue = this.target._handleQueue;
    queue.push({ message, handle, options, callback });
    return queue.length === 1;
  }

  sent(request, message, handle, options, callback, conversion) {
    const wasAsync = streamState[kLastWriteWasAsync] !== 0;
    if (handle) {
      this.target._handleQueue ??= [];
      conversion?.postSend?.(message, handle, options, callback, this.target);
    }
    if (wasAsync) {
      request.oncomplete = () => {
        this.control.unrefCounted();
        if (typeof callback === 'function') callback(null);
      };
      this.control.refCounted();
    } else if (typeof callback === 'function') {
      process.nextTick(callback, null);
    }
  }

  sendFailed(err, message, handle, options, callback, conversion) {
    conversion?.postSend?.(message, handle, options, callback);
    if (options?.swallowErrors) return;
    const error = new ErrnoException(err, 'write');
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => this.target.emit('error', error));
  }

  // ---- The end ----

  disconnect() {
    const { handle, target } = this;
    target.channel = null;
    target[kChannelHandle] = null;
    if (target._pendingMessage) closePendingHandle(target);
    let finished = false;
    const finish = () => {
      if (finished) return;
      finished = true;
      handle.close();
      target.emit('disconnect');
    };
    // With half a message here, the other side is in the middle of a write: it ends when the rest has come.
    if (handle.buffering === true) this.finishWhenWhole = finish;
    else process.nextTick(finish);
  }
}

// Messages that come before anybody listens are kept.
function emitMessage(target, event, message, handle) {
  if (event === 'internalMessage' || target.listenerCount('message') > 0) target.emit(event, message, handle);
  else target.channel?.[kPendingMessages].push([message, handle]);
}

function flushPending(target) {
  if (!target.channel || target.listenerCount('message') === 0) return;
  const messages = target.channel[kPendingMessages];
  target.channel[kPendingMessages] = [];
  for (const [message, handle] of messages) target.emit('message', message, handle);
}

function setupChannel(target, handle, mode) {
  installReader();
  const channel = new Channel(target, handle, mode);
  target.channel = channel.control;
  target[kChannelHandle] = handle;
  Object.defineProperty(target, '_channel', {
    __proto__: null,
    get() { return target.channel; },
    set(value) { target.channel = value; },
    enumerable: false,
    configurable: true,
  });
  target._handleQueue = null;
  target._pendingMessage = null;

  channel.format.initMessageChannel(handle);
  handle.sockets = { got: {}, send: {} };
  handle.onread = (data) => channel.onRead(data);

  target.on('internalMessage', (message, received) => channel.onInternalMessage(message, received));
  target.on('newListener', () => {
    process.nextTick(flushPending, target);
  });

  target.send = function send(message, sendHandle, options, callback) {
    if (typeof sendHandle === 'function') {
      callback = sendHandle;
      sendHandle = undefined;
      options = undefined;
    } else if (typeof options === 'function') {
      callback = options;
      options = undefined;
    } else if (options !== undefined) {
      require('internal/validators').validateObject(options, 'options');
    }
    options = { swallowErrors: false, ...options };
    if (this.connected) return this._send(message, sendHandle, options, callback);
    const error = new codes.ERR_IPC_CHANNEL_CLOSED();
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => this.emit('error', error));
    return false;
  };
  target._send = function _send(message, sendHandle, options, callback) {
    return channel.send(message, sendHandle, options, callback);
  };

  // False as soon as a disconnect is asked for; the channel itself lives until what was queued is out.
  target.connected = true;
  target.disconnect = function disconnect() {
    if (!this.connected) {
      this.emit('error', new codes.ERR_IPC_DISCONNECTED());
      return;
    }
    this.connected = false;
    if (!this._handleQueue) this._disconnect();
  };
  target._disconnect = function _disconnect() {
    channel.disconnect();
  };
  handle.readStart();
  return channel.control;
}

const countsAsUse = (event) => event === 'message' || event === 'disconnect';

// In a child: `fd` is its end of the channel that its parent has made.
function setupChildChannel(fd, mode) {
  const handle = new Pipe(PipeConstants.IPC);
  handle.open(fd);
  handle.unref();
  const control = setupChannel(process, handle, mode);
  process.on('newListener', (event) => {
    if (countsAsUse(event)) control.refCounted();
  });
  process.on('removeListener', (event) => {
    if (countsAsUse(event)) control.unrefCounted();
  });
}

module.exports = { kChannelHandle, setupChannel, setupChildChannel };
