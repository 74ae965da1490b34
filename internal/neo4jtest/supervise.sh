# Runs a server until nobody has touched the file "alive" for a minute, then removes its folder.
# A server that stops by itself leaves its log behind, next to the folder.
# usage: sh supervise.sh FOLDER java ARGS...
dir=$1
shift
"$@" >"$dir.log" 2>&1 </dev/null &
pid=$!
trap 'rm -f "$dir/alive"' TERM INT
while kill -0 $pid 2>/dev/null; do
  if [ -z "$(find "$dir/alive" -mmin -1 2>/dev/null)" ]; then
    kill $pid
    wait $pid
    rm -f "$dir.log"
  fi
  sleep 1
done
rm -rf "$dir"
