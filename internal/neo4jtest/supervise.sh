# Runs a server until nobody has touched the file "alive" for a minute, then removes its folder.
# A server that stops by itself leaves its log behind, next to the folder; the folder too where there
# is a file "keep" in it, as a test makes that is going to start the server again.
# usage: sh supervise.sh FOLDER java ARGS...
dir=$1
shift
rm -f "$dir/keep"
"$@" >"$dir.log" 2>&1 </dev/null &
pid=$!
echo $pid >"$dir/pid"
trap 'rm -f "$dir/alive"' TERM INT
while kill -0 $pid 2>/dev/null; do
  if [ -z "$(find "$dir/alive" -mmin -1 2>/dev/null)" ]; then
    kill $pid
    wait $pid
    rm -f "$dir.log"
  fi
  sleep 1
done
[ -e "$dir/keep" ] && [ -e "$dir/alive" ] || rm -rf "$dir"
