using '../../../infra/main.bicep'

param environmentName = 'sample'
param location = 'westeurope'
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param entraAudience = '22222222-2222-2222-2222-222222222222'
param extraPublicHosts = 'gateway.example.com, mcp.example.com'
param instanceMemoryMB = 512
param maximumInstanceCount = 60
param httpPerInstanceConcurrency = 40
param alwaysReadyHttp = 2
param alwaysReadyDurable = 0
param vnetEnabled = true
param durableTaskSchedulerEnabled = true
param internalUpstreams = 'jobs.corp.example, 10.40.4.0/24'
