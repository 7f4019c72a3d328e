import { EventEmitter } from 'node:events';

type PermissionRequest = (contents: unknown, permission: string, decide: (granted: boolean) => void) => void;
type BeforeRequest = (details: { url: string }, decide: (answer: { cancel?: boolean }) => void) => void;

/** The default session: holds the guards that were set, and asks them. */
export class SessionStandIn extends EventEmitter {
  #request: PermissionRequest = (_contents, _permission, decide) => decide(true);
  #check: (...args: unknown[]) => boolean = () => true;
  #device: (details: unknown) => boolean = () => true;
  #beforeRequest: BeforeRequest = (_details, decide) => decide({});

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: (...args: unknown[]) => boolean): void {
    this.#check = handler;
  }
  setDevicePermissionHandler(handler: (details: unknown) => boolean): void {
    this.#device = handler;
  }
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  };

  /** Whether a page would be given the permission, by asking, by checking, or for a device. */
  grants(permission: string): { asked: boolean; checked: boolean; device: boolean } {
    let asked = false;
    this.#request({}, permission, (granted) => {
      asked = granted;
    });
    return { asked, checked: this.#check({}, permission, 'app://bundle'), device: this.#device({}) };
  }
  /** Whether a request to the address would be stopped. */
  blocks(url: string): Promise<boolean> {
    return new Promise((resolve) => this.#beforeRequest({ url }, ({ cancel }) => resolve(cancel === true)));
  }
}
