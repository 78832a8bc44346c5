import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import { arrange } from './layout.ts'
import { Sketch } from './sketch.ts'

const company = (s: Sketch): Sketch =>
  s
    .table(
      'locations',
      "code text! unique\nname text!\ncity text!\ncountry_code char(2)!\ntime_zone text! = 'Europe/Berlin'",
    )
    .check('locations', "country_code ~ '^[A-Z]{2}$'")
    .table(
      'departments',
      'name text! unique\ncost_center text! unique\nparent_id bigint -> departments restrict\nlocation_id bigint! -> locations restrict',
      {
        comment: 'The organization as a tree; its heads change over time',
      },
    )
    .check('departments', 'parent_id <> id', 'departments_not_its_own_parent')
    .index('departments', ['parent_id'])
    .table(
      'positions',
      "title text! unique\nfamily position_family!\ngrade smallint!\nmin_salary salary_amount!\nmax_salary salary_amount!\ncurrency char(3)! = 'EUR'",
    )
    .check('positions', 'grade between 1 and 20')
    .check('positions', 'min_salary <= max_salary', 'positions_salary_band')
    .index('positions', ['family', 'grade'])
    .table(
      'employees',
      "employee_no text! unique\ngiven_name text!\nfamily_name text!\nfull_name text := given_name || ' ' || family_name\nemail citext! unique\nbirth_date date\nhired_on date!\nleft_on date",
    )
    .check('employees', 'left_on >= hired_on', 'employees_leave_after_hiring')
    .check('employees', "birth_date < hired_on - interval '14 years'", 'employees_old_enough')
    .check('employees', "employee_no ~ '^E[0-9]{5}$'")
    .index('employees', ['(lower(family_name))', 'given_name'])
    .index('employees', ['hired_on'], { where: 'left_on is null' })

const overTime = (s: Sketch): Sketch =>
  s
    .table(
      'salaries',
      "employee_id bigint! -> employees restrict\nvalid daterange!\namount salary_amount!\ncurrency char(3)! = 'EUR'\nreason salary_reason! = 'hire'\nnote text",
      { comment: 'One row a period; two periods of one person never overlap' },
    )
    .check('salaries', 'not isempty(valid) and not lower_inf(valid)', 'salaries_period_begins')
    .exclude('salaries', 'employee_id =', 'valid &&')
    .table(
      'assignments',
      'employee_id bigint! -> employees restrict\ndepartment_id bigint! -> departments restrict\nposition_id bigint! -> positions restrict\nvalid daterange!\nfte numeric(3,2)! = 1',
      { comment: 'Who worked where and as what, and when' },
    )
    .check('assignments', 'fte > 0 and fte <= 1')
    .check('assignments', 'not isempty(valid) and not lower_inf(valid)', 'assignments_period_begins')
    .exclude('assignments', 'employee_id =', 'valid &&')
    .index('assignments', ['department_id'])
    .index('assignments', ['position_id'])
    .table(
      'department_heads',
      'department_id bigint! -> departments cascade\nemployee_id bigint! -> employees restrict\nvalid daterange!',
    )
    .check('department_heads', 'not isempty(valid)')
    .exclude('department_heads', 'department_id =', 'valid &&')
    .index('department_heads', ['employee_id'])

const work = (s: Sketch): Sketch =>
  s
    .table(
      'absences',
      'employee_id bigint! -> employees cascade\nkind absence_kind!\nperiod daterange!\nstatus text!\napproved_by_id bigint -> employees set null\nnote text',
    )
    .check('absences', 'not isempty(period) and not upper_inf(period)', 'absences_period_ends')
    .check('absences', 'approved_by_id <> employee_id', 'absences_not_approved_by_oneself')
    .index('absences', ['employee_id'])
    .table(
      'reviews',
      'employee_id bigint! -> employees cascade\nreviewer_id bigint! -> employees restrict\nyear smallint!\nrating smallint!\nsummary text!',
    )
    .check('reviews', 'rating between 1 and 5')
    .check('reviews', 'year between 1990 and 2100')
    .check('reviews', 'reviewer_id <> employee_id', 'reviews_not_of_oneself')
    .unique('reviews', 'employee_id', 'year')
    .index('reviews', ['reviewer_id'])

const patterns = (s: Sketch): Sketch =>
  s
    .on('audit-columns', 'employees', { by: 'text' })
    .on('soft-delete', 'positions')
    .on('history-table', 'salaries')
    .on('state-machine', 'absences.status', {
      states: ['requested', 'approved', 'rejected', 'withdrawn'],
      initial: 'requested',
      terminal: ['rejected', 'withdrawn'],
      transitions: [
        { from: 'requested', to: 'approved' },
        { from: 'requested', to: 'rejected' },
        { from: 'requested', to: 'withdrawn' },
        { from: 'approved', to: 'withdrawn' },
      ],
    })
    .view(
      'current_staff',
      'select e.id as employee_id, e.employee_no, e.full_name, d.name as department, p.title, a.fte, s.amount as salary, s.currency from employees e join assignments a on a.employee_id = e.id and a.valid @> current_date join departments d on d.id = a.department_id join positions p on p.id = a.position_id left join salaries s on s.employee_id = e.id and s.valid @> current_date where e.left_on is null',
      'Everyone who works here today, with department, position and salary',
    )
    .view(
      'headcount',
      'select d.id as department_id, d.name as department, count(a.id) as people, coalesce(sum(a.fte), 0) as fte from departments d left join assignments a on a.department_id = d.id and a.valid @> current_date group by d.id, d.name',
      'People and full-time equivalents by department, today',
    )

const queries = {
  'Salary on a given day':
    "select e.full_name, s.amount, s.currency, s.reason\nfrom salaries s\njoin employees e on e.id = s.employee_id\nwhere s.valid @> date '2026-01-01'\norder by s.amount desc;",
  'Outside their band':
    'select c.full_name, c.title, c.salary, p.min_salary, p.max_salary\nfrom current_staff c\njoin positions p on p.title = c.title\nwhere c.salary not between p.min_salary and p.max_salary;',
  'What was changed in salaries':
    'select operation, valid_period, amount, changed_by\nfrom salaries_history\norder by history_id desc\nlimit 50;',
  Headcount: 'select * from headcount order by people desc;',
}

/** Employees whose salaries, departments and heads are known for every day. */
export const build = (random: Random, registry: Registry): Design => {
  const s = new Sketch('Employees and salaries', random, registry)
    .extension('citext')
    .extension('btree_gist')
    .enum('position_family', 'engineering product sales operations people')
    .enum('salary_reason', 'hire raise promotion correction')
    .enum('absence_kind', 'vacation sick parental unpaid')
    .domain('salary_amount', 'numeric(12,2)', 'value >= 0')
  patterns(work(overTime(company(s)))).queries(queries)
  return arrange(s, {
    columns: [
      ['locations', 'departments', 'department_heads', 'headcount'],
      ['assignments', 'positions', 'live_positions', 'position_family'],
      ['employees', 'salaries', 'current_staff'],
      ['reviews', 'salaries_history', 'salary_reason', 'salary_amount'],
      ['absences', 'absences_status_transitions', 'absences_status', 'absence_kind'],
    ],
    areas: [
      { name: 'Organization', hue: 2, around: ['locations', 'departments', 'department_heads'] },
      { name: 'People and pay', hue: 8, around: ['employees', 'salaries'] },
    ],
    notes: [
      {
        column: 2,
        text: 'Periods are half-open: [2026-01-01,2026-04-01) ends the day before April. The exclusion refuses two salaries for one day, while neighbours may touch.',
      },
    ],
  }).design
}
