// Loaded by Node itself and not by the test runner, so that its import is Node's own.
module.exports = (url) => import(url);
