'use strict';

const EventEmitter = require('events');
const os = require('os');
const { Worker } = require('worker_threads');

class WorkerPool extends EventEmitter {
  #idle = [];
  #tasks = new Map();  // Of each busy worker.
  #queue = [];
  #closing = false;

  constructor(file, { size = os.availableParallelism(), maxQueue = Infinity } = {}) {
    super();
    this.file = file;
    this.size = size;
    this.maxQueue = maxQueue;
    for (let i = 0; i < size; i++) this.#add();
  }

  get running() { return this.#tasks.size; }
  get queued() { return this.#queue.length; }

  run(data) {
    return new Promise((resolve, reject) => {
      if (this.#closing) return reject(Object.assign(new Error('the pool is closed'), { code: 'POOL_CLOSED' }));
      const task = { data, resolve, reject };
      const worker = this.#idle.pop();
      if (worker !== undefined) return this.#start(worker, task);
      if (this.#queue.length >= this.maxQueue) return reject(Object.assign(new Error('the pool is full'), { code: 'POOL_FULL' }));
      this.#queue.push(task);
    });
  }

  async close() {
    this.#closing = true;
    for (const task of this.#queue.splice(0)) task.reject(Object.assign(new Error('the pool is closed'), { code: 'POOL_CLOSED' }));
    await Promise.all([...this.#idle, ...this.#tasks.keys()].map((worker) => worker.terminate()));
  }

  #add() {
    const worker = new Worker(this.file);
    let failure;
    worker.on('message', (answer) => {
      this.#tasks.get(worker).resolve(answer);
      this.#tasks.delete(worker);
      this.#next(worker);
    });
    worker.on('error', (error) => { failure = error; });
    worker.on('exit', (code) => {
      this.#tasks.get(worker)?.reject(failure ?? new Error(`the worker ended with code ${code}`));
      this.#tasks.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
      if (!this.#closing) this.#add();
    });
    this.#next(worker);
  }

  #next(worker) {
    const task = this.#queue.shift();
    if (task !== undefined) return this.#start(worker, task);
    this.#idle.push(worker);
    if (this.#tasks.size === 0) this.emit('drained');
  }

  #start(worker, task) {
    this.#tasks.set(worker, task);
    worker.postMessage(task.data);
  }
}

module.exports = { WorkerPool };
