-- The requests of `cargo xtask groups-bench` under load. Arguments: a bearer token, how many groups there are, cursors.

local threads = 0
local headers = {}
local cursors = {}
local groups = 0
-- The ids of groups that this thread made and hasn't deleted: from `oldest` to `newest`.
local made, oldest, newest = {}, 1, 0
-- More than there are requests under way, so that none is about a group that another one deletes.
local KEPT = 100

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  math.randomseed(seed)
  headers["Authorization"] = "Bearer " .. args[1]
  headers["Content-Type"] = "application/json"
  groups = tonumber(args[2])
  for index = 3, #args do
    cursors[#cursors + 1] = args[index]
  end
end

local function list()
  local after = cursors[math.random(#cursors)]
  return wrk.format("GET", "/api/v2/groups?page%5Bsize%5D=100&page%5Bafter%5D=" .. after, headers)
end

local function show()
  return wrk.format("GET", "/api/v2/groups/" .. math.random(groups), headers)
end

local function count()
  return wrk.format("GET", "/api/v2/groups/count", headers)
end

local function create()
  local body = string.format('{"group":{"name":"Load %d"}}', math.random(1000000))
  return wrk.format("POST", "/api/v2/groups", headers, body)
end

local function update()
  local body = string.format('{"group":{"description":"%d"}}', math.random(1000000))
  return wrk.format("PUT", "/api/v2/groups/" .. made[newest], headers, body)
end

local function delete()
  local id = made[oldest]
  made[oldest] = nil
  oldest = oldest + 1
  return wrk.format("DELETE", "/api/v2/groups/" .. id, headers)
end

function request()
  local chance = math.random(100)
  if chance <= 40 then return list() end
  if chance <= 70 then return show() end
  if chance <= 80 then return count() end
  local kept = newest - oldest + 1
  if chance <= 90 or kept == 0 then return create() end
  if chance <= 95 or kept < KEPT then return update() end
  return delete()
end

function response(status, _, body)
  if status == 201 then
    newest = newest + 1
    made[newest] = body:match('"id":(%d+)')
  end
end

function done(summary, latency)
  local errors = summary.errors
  local all = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local median, high = latency:percentile(50), latency:percentile(99)
  io.write(string.format("done %d %d %g %g\n", summary.requests, all, median, high))
end
