-- Writes ARGV[2] for ARGV[3] milliseconds if the value is ARGV[1]. An absent one is false, which no text equals.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1
end
return 0
