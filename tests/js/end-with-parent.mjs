// Loaded with --import before third-party programs. Such a program then exits when its standard input closes, that is, when the
// process that started it disposes of it or dies. If FUNCGATEWAY_TELL_PORT is 1, the first port it listens on is a free one of the
// loopback interface, whatever the program asks for, and is printed as one line of JSON, {"port":41234}.
import { Server } from "node:net";

process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0)).resume();
process.stdin.unref?.();

let told = process.env.FUNCGATEWAY_TELL_PORT !== "1";
const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  if (told) {
    return listen.apply(this, args);
  }
  told = true;
  this.once("listening", () => process.stdout.write(`${JSON.stringify({ port: this.address().port })}\n`));
  const done = args.findLast((each) => typeof each === "function");
  return listen.call(this, 0, "127.0.0.1", done);
};
