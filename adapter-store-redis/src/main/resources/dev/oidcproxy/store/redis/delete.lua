-- Deletes; tells channel ARGV[1] that ARGV[2] is gone, if it was there.
if redis.call('DEL', KEYS[1]) == 1 then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
  return 1
end
return 0
