-- Reads and deletes; tells channel ARGV[1] that ARGV[2] is gone, if it was there.
local value = redis.call('GETDEL', KEYS[1])
if value then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return value
