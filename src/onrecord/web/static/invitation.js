// An invitation's code stands after `#` in its address: no server and no proxy ever sees it there.
const field = document.getElementById("secret");
if (field && !field.value && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  document.getElementById("password")?.focus();
}
