# bitcoind on this machine: a second one to ask about payments on chain. It has to be told of the hub's login once, by
# whoever runs it.

bitcoind_knows_hub=

find_bitcoind() {
  case $(setting MODE) in
    mainnet) bitcoind_url=http://127.0.0.1:8332 ;;
    signet) bitcoind_url=http://127.0.0.1:38332 ;;
    regtest) bitcoind_url=http://127.0.0.1:18443 ;;
    *) return 0 ;;
  esac
  if has_setting BITCOIND_URL; then return; fi
  case $(ask_bitcoind "$bitcoind_url" "$work/node/bitcoind-hub.login") in
    200)
      say "found bitcoind at $bitcoind_url"
      put "$etc/bitcoind.login" 640 "$user" <"$work/node/bitcoind-hub.login"
      want BITCOIND_URL "$bitcoind_url"
      want BITCOIND_LOGIN_FILE "$etc/bitcoind.login"
      ;;
    401) bitcoind_knows_hub=no ;;
  esac
}

# The status of a question that the login is allowed to ask; nothing when nobody answers.
ask_bitcoind() {
  # shellcheck disable=SC2016 # The dollar signs are JavaScript's.
  node --input-type=module -e '
    import { readFileSync } from "node:fs";
    const [url, file] = process.argv.slice(1);
    const authorization = `Basic ${btoa(readFileSync(file, "utf8").trim())}`;
    const body = JSON.stringify({ method: "getblockchaininfo", params: [] });
    const signal = AbortSignal.timeout(10_000);
    const { status } = await fetch(url, { method: "POST", headers: { authorization }, body, signal });
    process.stdout.write(String(status));
  ' "$1" "$2" 2>/dev/null || true
}

tell_of_bitcoind() {
  [ "$bitcoind_knows_hub" = no ] || return 0
  say 'bitcoind runs here and does not know the hub. To have payments on chain checked by it as well, add the two lines'
  say "for the login satoshop in $etc/node/bitcoin.conf to its own bitcoin.conf, start it again, and run this again."
  say
}
